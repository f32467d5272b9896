#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "pos/money/quantity.hpp"

namespace drivers::scale {

/// What a scale says about what lies on it. Only a stable weight above zero may be sold.
enum class Condition : std::uint8_t {
    stable,     // the weight is one
    moving,     // not steady yet
    zero,       // nothing lies on it
    under,      // below zero, or below what it may weigh: take all off and zero it
    over,       // more than it may weigh
    not_ready,  // it warms up, wants to be zeroed or calibrated, or its protection is not satisfied
    not_read,   // what came was no answer
    gone,       // it does not answer
};

enum class Unit : std::uint8_t { kilogram, gram, pound, ounce };

struct Reading {
    Condition condition{Condition::gone};
    Unit unit{Unit::kilogram};
    pos::Quantity weight{};  // of stable and, where it is told, of moving; in `unit`
    bool net{false};         // less a tare
    bool operator==(const Reading&) const = default;
};

/// "kg", "g", "lb", "oz": as goods name their units.
std::string_view name_of(Unit unit);
std::optional<Unit> unit_named(std::string_view name);

/// The weight in another unit; exact, so grams and kilograms, ounces and pounds only.
std::optional<pos::Quantity> converted(pos::Quantity weight, Unit from, Unit to);

}  // namespace drivers::scale
