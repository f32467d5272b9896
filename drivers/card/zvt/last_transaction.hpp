#pragma once

#include <optional>
#include <string>

#include "drivers/card/card_terminal.hpp"
#include "drivers/card/zvt/messages.hpp"

namespace drivers::card::zvt {

/// What stands for a terminal that does not say what its last transaction was.
inline constexpr const char* kNotSaid = "?";

/// A transaction as one text: two that differ in anything that a terminal counts have different
/// ones.
std::string key_of(const StatusInformation& status);

/// What the terminal's last transaction says of an order that was given after `order.last_before`.
///
///   the same one as before          → declined: nothing was booked
///   another, of that kind and amount → booked
///   anything else                    → unknown
///
/// Where it was not said before, the time on the terminal's clock must fit too; `last` empty (it
/// does not say) is unknown.
Outcome outcome_of(const Order& order, const std::optional<StatusInformation>& last);

}  // namespace drivers::card::zvt
