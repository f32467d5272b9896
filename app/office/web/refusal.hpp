#pragma once

#include <string>

#include "app/core/failure.hpp"
#include "app/office/web/words.hpp"

namespace app::office::web {

/// Why something was not done, as a page says it: in its language, and without commands, where what
/// is the matter is known; else the words of the core.
std::string in_words(const core::Failure& failure, const Words& words);

/// The same of what waits until somebody decides about it on a list, not in a form that is filled
/// in.
std::string waits_in_words(const core::Failure& why, const Words& words);

/// The same of why something was not billed or not delivered, as the core said it: see
/// core::billing::Cause.
std::string cause_in_words(const std::string& said, const Words& words);

}  // namespace app::office::web
