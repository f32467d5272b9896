#pragma once

#include "drivers/scale/reading.hpp"
#include "pos/base/bytes.hpp"

/// NCI, Weigh-Tronix SCP-01, in the lists of scales also "ECR": a letter and CR, the scale answers
/// LF weight unit CR LF state CR ETX.
///
/// source: Weigh-Tronix SCP-01 (8408-14788-01), as in the manuals of the NCI 7800 and the Brecknell
///         3700LP; SCP-02 puts an S before the state
namespace drivers::scale::nci {

inline constexpr char kAskWeight = 'W';
inline constexpr char kZero = 'Z';
inline constexpr char kTare = 'T';
inline constexpr char kEnd = '\r';

/// Where an answer ends; nothing if it has not all come.
std::optional<std::size_t> end_of_answer(pos::BytesView bytes);

Reading read_answer(pos::BytesView answer);

}  // namespace drivers::scale::nci
