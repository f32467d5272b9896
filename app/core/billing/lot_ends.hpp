#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "app/core/billing/billing_books.hpp"
#include "pos/journal/events/wallet.hpp"
#include "pos/store/billing/wallets.hpp"

/// How lots end, and in which order they are used up; for wallet.cpp and leases.cpp.
namespace app::core::billing {

/// So many lots are ended in one transaction.
inline constexpr std::int64_t kLotsAtOnce = 500;

/// Those of which something may be spent at an instant, in the order in which they are.
std::vector<pos::store::billing::StoredLot> spendable(
    std::vector<pos::store::billing::StoredLot> lots, pos::Instant at);

/// Ends a lot with what is left of it. What goes on of an expired one counts for as long again;
/// what comes back of a lease after that may go on as far as less did then.
pos::store::Answer<void> end_lot(BillingBooks& books, const pos::store::billing::StoredLot& lot,
                                 pos::journal::LotEnd how, const std::string& reason,
                                 pos::Instant now, pos::Random* random);

/// Ends those that have expired, of one account or of any; how many there were.
pos::store::Answer<std::int64_t> end_expired(BillingBooks& books, std::optional<pos::Ulid> account,
                                             pos::Instant now, pos::Random& random);

/// The order in which lots are used up, by their places.
std::vector<std::size_t> burn_order_of(std::span<const pos::store::billing::StoredLot> lots);

}  // namespace app::core::billing
