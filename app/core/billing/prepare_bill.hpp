#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "app/core/billing/bill_coupons.hpp"
#include "app/core/billing/bill_readings.hpp"
#include "app/core/billing/bill_usage.hpp"
#include "app/core/billing/document.hpp"
#include "app/core/billing/prepare_facts.hpp"
#include "pos/billing/bill/item.hpp"
#include "pos/billing/plan/subscription.hpp"

namespace app::core::billing {

/// Prepares what one account pays, its own and others'.
///
/// threads: that of its connection
class OneBill {
public:
    using PlanOf = std::function<pos::store::db::Result<const pos::billing::plan::Plan*>(
        const std::string&, std::uint32_t)>;

    OneBill(pos::store::db::Connection& db, const Billing& billing, BillFacts& facts,
            Prepared& prepared, PlanOf plan_of);

    /// What belongs to that day or a later one is left to another bill, and so is what was used in
    /// periods that still run.
    void only_before(std::optional<pos::Date> day) { before_ = day; }
    /// What was used and not billed was not read before.
    void reads_usage() { usage_.reads_all(); }

    /// Adds the items of one account that is paid for. False with a fault.
    bool add(const pos::store::billing::Customer& whose, pos::Currency currency,
             std::span<const pos::store::billing::StoredSubscription> subscriptions,
             std::span<const pos::store::billing::StoredItem> items,
             std::span<const pos::store::billing::StoredUnitLot> units);
    /// Drafts the document of all that was added, if it comes to anything. False with a fault.
    bool finish(const pos::store::billing::Customer& payer);

private:
    void keep_unwritten(bool is_nothing);
    bool note_coupons(pos::Currency currency);
    bool fail(std::string why);
    bool add_subscription(const pos::store::billing::StoredSubscription& from,
                          std::span<const pos::store::billing::StoredSubscription> all,
                          pos::Currency currency);
    bool add_item(const pos::store::billing::StoredItem& from);
    pos::store::db::Result<std::string> readings_of(const pos::billing::bill::Item& item);
    pos::Date tax_date(const pos::billing::bill::Item& item) const;

    const Billing& billing_;
    const std::set<pos::Ulid>& with_counters_;
    const CouponsOf& coupons_;
    Prepared& prepared_;
    PlanOf plan_of_;
    BillUsage usage_;
    BillReadings readings_;
    std::optional<pos::Date> before_;
    const pos::locale::Zone* zone_{nullptr};
    std::vector<pos::billing::plan::Subscription> subscriptions_;
    std::map<pos::Ulid, std::string> numbers_;
    std::vector<pos::billing::bill::Billed> billed_;
    std::vector<LineToBill> lines_;
};

}  // namespace app::core::billing
