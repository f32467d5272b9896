#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace till::ui {

/// Names a text without saying it: the words are in assets/languages/<language>.json.
enum class TextKey : std::uint16_t {
#define TEXT(key) key,
#include "app/till/ui/text_keys.inc"
#undef TEXT
};

inline constexpr std::string_view kTextKeyNames[] = {
#define TEXT(key) #key,
#include "app/till/ui/text_keys.inc"
#undef TEXT
};
inline constexpr std::size_t kTextKeys = std::size(kTextKeyNames);

constexpr std::string_view name_of(TextKey key) {
    return kTextKeyNames[static_cast<std::size_t>(key)];
}

/// The key of that name, for texts chosen by a name made elsewhere (`error_…`).
constexpr std::optional<TextKey> text_key(std::string_view name) {
    for (std::size_t i = 0; i < kTextKeys; ++i)
        if (kTextKeyNames[i] == name) return static_cast<TextKey>(i);
    return std::nullopt;
}

}  // namespace till::ui
