#pragma once

#include "pos/journal/projection.hpp"

/// Books that only the books' currency has, beside those of Book.
namespace pos::journal {

/// What was realised by the change of a rate between a bill and its payment.
inline constexpr Book kGainBook{10};
inline constexpr Book kLossBook{11};
/// What is held in other currencies is worth more at the end of a period than it stands in the
/// books for, or less; and what faces that: not realised, and taken back the day after.
inline constexpr Book kRevaluationBook{12};
inline constexpr Book kUnrealisedBook{13};

}  // namespace pos::journal
