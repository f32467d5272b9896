#pragma once

#include "app/till/till.hpp"

namespace till {

/// Where there is no shop yet, asks for what one needs, in a window of its own, and makes it.
///
/// returns: whether there is a shop now; false: whoever was asked closed the window
app::core::Outcome<bool> start_first(const Options& options);

}  // namespace till
