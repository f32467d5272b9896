#pragma once

#include "app/till/shell/model.hpp"
#include "app/till/till.hpp"
#include "app/till/ui/texts.hpp"

namespace till {

/// Sets the shop aside, with all that lies beside it, so that the first questions can be asked
/// again. What is in the way stands in the answer, and the shop is as it was.
///
/// requires: nothing of this program has the shop open
ShopBefore start_over(const Options& options);

/// Why it was not, for whoever works on.
shell::Said words_of(const app::core::Failure& why_not, const ui::Texts& texts);

}  // namespace till
