#pragma once

#include <string>

#include "app/core/imports/doubt.hpp"
#include "app/core/imports/refusal.hpp"
#include "app/office/web/words.hpp"

namespace app::office::web {

/// What a page says of a row of goods that is not taken, or is kept otherwise; without its line.
std::string in_words(const core::imports::Refusal& refusal, const Words& words);
std::string in_words(const core::imports::Note& note, const Words& words);
std::string in_words(core::imports::Doubt doubt, const Words& words);

}  // namespace app::office::web
