#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "app/core/billing/known_plans.hpp"
#include "app/core/billing/prepare_level.hpp"
#include "app/core/billing/units.hpp"
#include "app/core/shop_settings.hpp"
#include "pos/billing/plan/plan.hpp"
#include "pos/customer/party.hpp"
#include "pos/customer/references.hpp"
#include "pos/journal/events/billing.hpp"
#include "pos/store/billing/runs.hpp"
#include "pos/store/db/connection.hpp"
#include "pos/store/errors.hpp"
#include "pos/tax/table.hpp"

namespace app::core::billing {

/// What a bill run needs to know of the office.
struct Billing {
    const pos::tax::TaxTable& taxes;
    pos::tax::TaxScope scope{pos::tax::TaxScope::group};
    pos::Date as_of{};
    // The account whose periods wait for nothing that may still come in: it leaves.
    std::optional<pos::Ulid> leaving{};
    bool early{false};  // usage of periods that still run is billed too
    // Level payments hold nothing back: for a look at what an account has come to.
    bool as_if_settled{false};
    // Usage that was billed is rated once more, as if something of it had come late.
    bool anew{false};
};

/// Usage of a meter that was looked at for a bill.
struct UsageLookedAt {
    pos::Ulid subscription{};
    std::string meter;
    std::optional<pos::Instant> billed_until;  // new
    std::vector<pos::Instant> late;            // noted as late, and dealt with
    // When it was used, where its lines are on no document since all of the bill came to nothing:
    // what is not noted yet. By time, as `late` is.
    std::vector<pos::Instant> unwritten{};
};

/// What a coupon takes off a line of the document.
struct LineCoupon {
    std::size_t line{0};
    pos::Ulid redemption{};
    pos::Date period{};
    pos::Money amount{};
};

/// One account as it would be billed, worked out but not written.
struct Prepared {
    pos::Ulid account{};
    std::string account_number;
    pos::customer::Party party;
    pos::customer::InvoiceReferences references{};
    std::string zone;
    std::int64_t version{0};  // of the account; another one since: this is out of date
    int terms_days{0};
    std::vector<pos::Ulid> subscriptions;
    std::int64_t usage_batch{0};                           // the latest that was seen
    std::optional<pos::journal::DocumentIssued> document;  // nothing to bill: none
    std::optional<pos::Date> next_bill;
    std::vector<LineCoupon> coupons;
    std::vector<UsageLookedAt> usage;
    std::vector<UnitsOfBill> units;  // that are taken for it
    std::optional<LevelPart> level;  // where it has to do with the account's level payments
    bool was_parked{false};          // by an earlier run
    std::string fault;               // why it cannot be billed; else empty
};

struct BillFacts;

/// Works out the bills of accounts over one connection. Plans it has read are kept.
///
/// threads: one
class Preparer {
public:
    Preparer(pos::store::db::Connection& db, const Billing& billing) : db_{db}, billing_{billing} {}

    /// In the order of `accounts`; those that are there no more are left out. Within the
    /// connection's transaction, if it has one.
    pos::store::Answer<std::vector<Prepared>> prepare(std::span<const pos::Ulid> accounts);

private:
    void prepare_one(BillFacts& facts, std::size_t payer, Prepared& prepared);
    /// What an account pays, of days before one alone where that is said. False with a fault.
    bool bill(BillFacts& facts, const pos::store::billing::Customer& payer,
              std::optional<pos::Date> before, Prepared& prepared);

    pos::store::db::Connection& db_;
    const Billing& billing_;
    KnownPlans plans_;
};

}  // namespace app::core::billing
