#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "pos/money/exact.hpp"

namespace pos::billing::models {

/// A range of quantity, from where the tier before it ends.
struct Tier {
    std::optional<Exact> up_to;  // empty: without end, of the last
    std::optional<Exact> price;  // of each unit
    std::optional<Exact> flat;   // due once the tier is entered
    bool operator==(const Tier&) const = default;
};
using Tiers = std::vector<Tier>;

/// The tier that a quantity exactly on a bound belongs to.
enum class Bound : std::uint8_t {
    inclusive,  // up to 10: ten units are in it
    exclusive,  // below 10: ten units are in the next
};

/// Whether the first tier's flat fee is due where nothing was used.
enum class FlatAtZero : std::uint8_t { due, not_due };

/// The index of the tier that holds a quantity.
///
/// requires: tiers whose bounds rise, the last without one; quantity >= 0
std::size_t tier_of(const Tiers& tiers, Exact quantity, Bound bound);

}  // namespace pos::billing::models
