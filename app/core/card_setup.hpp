#pragma once

#include <optional>
#include <string>

#include "app/core/failure.hpp"
#include "drivers/card/zvt_terminal.hpp"
#include "pos/money/currency.hpp"

namespace app::core {

/// The card terminal that `--card` names: "zvt:HOST" or "zvt:HOST:PORT" (port 20007), or the
/// same after "tcp:", speaks ZVT.
/// Empty: none, and card payments are entered by hand. `password`: six digits; empty: 000000.
///
/// errors: another kind of address; a password that is none; a currency without a number
Outcome<std::optional<drivers::card::ZvtTerminal::Options>> card_options(
    const std::string& where, const std::string& password, pos::Currency currency);

}  // namespace app::core
