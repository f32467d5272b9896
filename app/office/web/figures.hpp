#pragma once

#include <optional>
#include <string>

#include "app/office/web/words.hpp"

namespace app::office::web {

/// A figure as it was typed on a page, as machines write it: "2.49". Nothing for what is none as
/// the page's language writes them: a decimal sign is not guessed.
std::optional<std::string> plain_figure(const std::string& typed, const Words& words);

/// The same backwards, without groups: "2,49".
std::string typed_figure(std::string plain, const Words& words);

}  // namespace app::office::web
