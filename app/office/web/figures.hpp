#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "app/office/web/words.hpp"

namespace app::office::web {

/// A figure as it was typed on a page, as machines write it: "2.49". Nothing for what is none as
/// the page's language writes them: a decimal sign is not guessed.
std::optional<std::string> plain_figure(const std::string& typed, const Words& words);

/// The same as a count of that decimal's parts: 249 for "2.49" and 2.
std::optional<std::int64_t> scaled_figure(const std::string& typed, unsigned decimals,
                                          const Words& words);

/// The same backwards, without groups: "2,49".
std::string typed_figure(std::string plain, const Words& words);

}  // namespace app::office::web
