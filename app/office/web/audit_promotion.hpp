#pragma once

#include <string>
#include <string_view>

#include "app/office/web/words.hpp"

namespace app::office::web {

/// What is kept of a promotion, in the words of the page, its amounts in `currency`: "\"Milk\": 3
/// für 2; 101, 102; ab 01.12.2026; B01". What is no such text, "ended" or one by another program,
/// keeps its words, and has its days as the language writes them.
std::string audit_promotion(std::string_view kept, const std::string& currency, const Words& words);

}  // namespace app::office::web
