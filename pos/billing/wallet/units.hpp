#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "pos/base/clock.hpp"

/// Prepaid units, such as minutes or kilowatt-hours, and the usage that takes them.
namespace pos::billing::wallet {

/// What is left of a lot of units. Until it expires all of it counts; then so much as may be kept
/// counts for some more time.
///
/// units: millionths
struct UnitLot {
    std::string id;
    std::int64_t priority{0};  // lower ones are used up first
    Instant effective{};
    std::optional<Instant> expires{};
    std::optional<Instant> kept_until{};
    Instant created{};
    std::int64_t left{0};              // of its amount, what nothing has taken out
    std::int64_t kept_left{0};         // of what may be kept, what nothing has taken out
    std::vector<std::string> scope{};  // codes of charges; empty: any
    bool operator==(const UnitLot&) const = default;
};

/// What may be taken from it by usage of an instant: whoever looks, and whether anybody has noted
/// that it has expired.
std::int64_t available(const UnitLot& lot, Instant at);
/// When nothing of it counts any more, for whoever looks at that instant; empty: never.
std::optional<Instant> end_at(const UnitLot& lot, Instant at);

/// Usage that wants units.
struct UnitsNeed {
    Instant at{};
    std::string_view charge;  // its code
    /// Several charges may price the same usage: only lots that name this one cover it again.
    bool leads{true};
    std::int64_t amount{0};  // in millionths
};
bool covers(const UnitLot& lot, const UnitsNeed& need);

/// What one lot gives, in millionths.
struct UnitsTaken {
    std::size_t lot{0};
    std::int64_t amount{0};
    bool kept{false};  // of what went on when it expired
    bool operator==(const UnitsTaken&) const = default;
};

/// How much usage is covered by one lot or several.
enum class Portion : std::uint8_t {
    as_far_as_it_goes,
    whole_or_nothing,  // something that is counted: half a visit is none
};

/// Takes units for usage from the lots that cover it: by priority, then by what ends first, then by
/// age.
///
/// requires: need.amount >= 0
/// ensures:  the parts come to the need at most, and of no lot more is taken than is available then
std::vector<UnitsTaken> take_units(std::span<UnitLot> lots, const UnitsNeed& need, Portion portion);

/// Puts back what was taken.
void give_back(std::span<UnitLot> lots, const UnitsTaken& taken);

}  // namespace pos::billing::wallet
