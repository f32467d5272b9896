#pragma once

#include <string_view>

namespace app::core::imports {

/// A cell without white space at its ends. A space that does not break stays behind an "Ã": with it
/// that is what becomes of an "à" whose two bytes are read as Windows-1252.
inline std::string_view trim(std::string_view text) {
    constexpr std::string_view kNoBreakSpace = "\u00A0";
    constexpr std::string_view kHalvedLetter = "Ã\u00A0";
    const auto is_space = [](char c) { return c == ' ' || (c >= '\t' && c <= '\r'); };
    for (;;) {
        if (text.empty()) return text;
        if (is_space(text.front())) {
            text.remove_prefix(1);
        } else if (is_space(text.back())) {
            text.remove_suffix(1);
        } else if (text.starts_with(kNoBreakSpace)) {
            text.remove_prefix(kNoBreakSpace.size());
        } else if (text.ends_with(kNoBreakSpace) && !text.ends_with(kHalvedLetter)) {
            text.remove_suffix(kNoBreakSpace.size());
        } else {
            return text;
        }
    }
}

}  // namespace app::core::imports
