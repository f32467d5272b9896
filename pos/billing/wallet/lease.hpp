#pragma once

#include <cstddef>
#include <cstdint>
#include <expected>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "pos/base/clock.hpp"

/// Credit that one till may spend while it hears of nobody: it was taken out of the wallet before
/// the till was told of it. All amounts are minor units of one currency.
namespace pos::billing::wallet {

/// A lease as its till holds it: less what was spent of it there.
struct HeldLease {
    std::int64_t left_minor{0};
    std::int64_t floor_left_minor{0};  // so much above it the merchant still risks
    std::optional<Instant> expires{};
    bool operator==(const HeldLease&) const = default;
};

/// What one lease pays, or gets back: of what was leased, and above it.
struct LeasePart {
    std::size_t lease{0};
    std::int64_t minor{0};
    std::int64_t over_minor{0};
    bool operator==(const LeasePart&) const = default;
};

enum class LeaseRefusal : std::uint8_t {
    amount_not_positive,
    no_lease,   // this till has none
    expired,    // all it has are over
    too_small,  // leases and floors together
    too_much,   // more goes back than was paid
};
/// "too_small": the enumerator's own name.
std::string_view name_of(LeaseRefusal refusal);

bool is_over(const HeldLease& lease, Instant at);

/// What may be paid at an instant: leases and floors together.
std::int64_t spendable_minor(std::span<const HeldLease> leases, Instant at);

/// Pays an amount from leases: first what was leased, from what expires first on (none last, else
/// in their order); then above them in the same order, each up to its floor.
///
/// ensures: the parts come to the amount; of no lease more than is left of it, or of its floor
/// errors:  amount_not_positive, no_lease, expired, too_small
std::expected<std::vector<LeasePart>, LeaseRefusal> spend(std::span<const HeldLease> leases,
                                                          std::int64_t minor, Instant at);

/// What goes back of a payment: first what was above the leases, which the merchant risked, then
/// what was leased; from the part that was paid last on. An expired lease takes it all the same:
/// it goes on from there to the wallet.
///
/// ensures: the parts come to the amount, of none more than was paid
/// errors:  amount_not_positive, too_much
std::expected<std::vector<LeasePart>, LeaseRefusal> give_back(std::span<const LeasePart> paid,
                                                              std::int64_t minor);

/// So much of one of several amounts.
struct AmountPart {
    std::size_t at{0};
    std::int64_t minor{0};
    bool operator==(const AmountPart&) const = default;
};

/// Takes an amount out of several, one after the other: a lease out of lots in the order in which
/// they burn, a payment out of what a lease holds of each.
///
/// ensures: of none more than it has; all of them, where they come to less than the amount
std::vector<AmountPart> take_in_order(std::span<const std::int64_t> available, std::int64_t minor);
/// The same from the last one on: what burned last comes back first.
std::vector<AmountPart> take_in_reverse(std::span<const std::int64_t> available,
                                        std::int64_t minor);

/// What they come to.
std::int64_t sum_of(std::span<const AmountPart> parts);

}  // namespace pos::billing::wallet
