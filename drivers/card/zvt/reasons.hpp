#pragma once

#include <cstdint>

#include "drivers/card/card_terminal.hpp"

namespace drivers::card::zvt {

/// What a result code means for the people at the counter. source: PA00P015, chapter 10
Reason reason_of(std::uint8_t result_code);

/// What an intermediate status asks for. source: PA00P015, table 17
Doing doing_of(std::uint8_t intermediate_status);

/// Why a terminal in that state takes no orders; none if it does. source: PA00P015, chapter 11
Reason readiness_of(std::uint8_t terminal_status);

}  // namespace drivers::card::zvt
