#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "app/core/billing/units.hpp"
#include "app/core/billing/wallet.hpp"
#include "pos/store/billing/customers.hpp"
#include "pos/store/billing/documents.hpp"
#include "pos/store/billing/receivables.hpp"
#include "pos/store/billing/subscriptions.hpp"

namespace app::office::web::billing {

/// So many documents an account's page shows.
inline constexpr std::int64_t kDocuments = 20;

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
};

/// Reads all of it but the customer, which is given; one document more than are shown.
std::optional<pos::store::StoreError> read_account(pos::store::db::Connection& db, Known& known,
                                                   pos::Instant now);

}  // namespace app::office::web::billing
