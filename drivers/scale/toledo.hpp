#pragma once

#include "drivers/scale/reading.hpp"
#include "pos/base/bytes.hpp"

/// Mettler-Toledo 8217: the till sends one letter, the scale answers STX … CR.
///
/// source: Mettler-Toledo 8217 technical manual, "Communication"; OHAUS and Rice Lake describe the
/// same
///         bits for their scales that speak it
namespace drivers::scale::toledo {

inline constexpr char kAskWeight = 'W';
inline constexpr char kZero = 'Z';
inline constexpr char kTare = 'T';
inline constexpr char kClearTare = 'C';

/// Where an answer ends; nothing if it has not all come. Bytes before its STX belong to none.
std::optional<std::size_t> end_of_answer(pos::BytesView bytes);

/// An answer: a weight ("STX 01.234 CR", net with an N behind), or a question mark and the scale's
/// state. The unit is the scale's setting and not told.
Reading read_answer(pos::BytesView answer, Unit unit);

}  // namespace drivers::scale::toledo
