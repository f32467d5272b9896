#pragma once

#include "pos/journal/projection.hpp"

/// Books that only the books' currency has, beside those of Book.
namespace pos::journal {

/// What was realised by the change of a rate between a bill and its payment.
inline constexpr Book kGainBook{10};
inline constexpr Book kLossBook{11};

}  // namespace pos::journal
