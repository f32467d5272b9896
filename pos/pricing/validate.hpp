#pragma once

#include <optional>

#include "pos/pricing/price.hpp"

namespace pos::pricing {

/// The first refusal, in enum order, that needs no arithmetic: from step_out_of_range to
/// settled_line_broken, taxes left out.
std::optional<PricingError> first_error(const PricingInput& input);

}  // namespace pos::pricing
