#pragma once

#include <string>
#include <vector>

#include "pos/billing/charge.hpp"
#include "pos/billing/rated.hpp"
#include "pos/billing/usage.hpp"

namespace pos::billing {

/// How a charge came to its total, one step a sentence, in plain figures and English.
///
/// requires: rated is what rate(charge, usage) answered
std::vector<std::string> steps_of(const Charge& charge, const Usage& usage, const Rated& rated);

}  // namespace pos::billing
