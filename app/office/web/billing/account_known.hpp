#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "app/core/billing/leases.hpp"
#include "app/core/billing/units.hpp"
#include "app/core/billing/wallet.hpp"
#include "pos/store/billing/attempts.hpp"
#include "pos/store/billing/customers.hpp"
#include "pos/store/billing/documents.hpp"
#include "pos/store/billing/instalments.hpp"
#include "pos/store/billing/levels.hpp"
#include "pos/store/billing/payment_methods.hpp"
#include "pos/store/billing/quotes.hpp"
#include "pos/store/billing/receivables.hpp"
#include "pos/store/billing/subscriptions.hpp"
#include "pos/store/billing/timeline.hpp"

namespace app::office::web::billing {

/// So many documents an account's page shows.
inline constexpr std::int64_t kDocuments = 20;
/// And so much of its timeline.
inline constexpr std::size_t kLatest = 8;
/// And so many attempts to collect.
inline constexpr std::int64_t kAttempts = 5;

/// All that was read of one account.
struct Known {
    pos::store::billing::Customer customer;
    std::vector<pos::store::billing::StoredSubscription> subscriptions;
    std::vector<std::pair<std::string, pos::store::billing::ServicePoint>>
        points;  // by subscription's number
    std::vector<pos::store::billing::OpenItem> open;
    std::vector<pos::store::billing::DocumentSummary> documents;
    std::vector<pos::store::billing::StatementRow> statement;
    std::optional<pos::store::billing::Customer> payer;
    std::vector<pos::store::billing::Customer> pays_for;
    std::optional<std::string> parked;  // why
    core::billing::Wallet wallet;
    core::billing::UnitWallet units;
    std::vector<pos::store::billing::TimelineItem> latest;  // of its timeline
    std::vector<pos::store::billing::InstalmentPlan> instalments;
    std::vector<pos::store::billing::LevelAgreement> levels;
    std::vector<pos::store::billing::QuoteRow> quotes;
    std::optional<pos::store::billing::TopUpRule> top_up;
    std::optional<pos::store::billing::PaymentMethod> method;  // that is charged
    std::vector<pos::store::billing::StoredAttempt> attempts;  // the latest
    std::vector<pos::store::billing::StoredLease> leases;
};

/// Reads all of it but the customer, which is given; one document more than are shown. `zone`: the
/// account's.
std::optional<pos::store::StoreError> read_account(pos::store::db::Connection& db, Known& known,
                                                   const pos::locale::Zone& zone, pos::Instant now);

}  // namespace app::office::web::billing
