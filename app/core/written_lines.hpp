#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "app/core/failure.hpp"

namespace app::core {

inline constexpr std::size_t kLineBytesMax = 200;
inline constexpr std::size_t kLinesMax = 12;

/// What a shop says of itself in one line, as it is kept: without controls, and not too long.
Outcome<std::string> written_line(const std::string& said);
/// The same of several, such as an address.
Outcome<std::vector<std::string>> written_lines(const std::vector<std::string>& said);

/// Whether all that a program was started with is text. What is not could be kept, and then neither
/// be shown nor exported. Names of files are asked for it too, since answers tell them.
Outcome<void> check_words(std::span<const std::string> words);

}  // namespace app::core
