#pragma once

#include <string>

#include "app/core/failure.hpp"
#include "app/office/web/words.hpp"

namespace app::office::web {

/// Why something was not done, as a page says it: in its language, and without commands, where what
/// is the matter is known; else the words of the core.
std::string in_words(const core::Failure& failure, const Words& words);

}  // namespace app::office::web
