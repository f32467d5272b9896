#pragma once

#include <cstddef>
#include <iterator>
#include <string_view>
#include <vector>

#include "app/till/ui/texts.hpp"

namespace till::ui {

/// A language that the till speaks.
struct Language {
    std::string_view code;  ///< "de": of its file in assets/languages
    TextKey name;           ///< what it is called in itself
};

/// In the order in which they are offered; English is the first.
inline constexpr Language kLanguages[] = {{"en", TextKey::language_english},
                                          {"de", TextKey::language_german},
                                          {"fr", TextKey::language_french},
                                          {"es", TextKey::language_spanish},
                                          {"he", TextKey::language_hebrew}};

/// Where the language of a tag such as "de-AT" is in kLanguages; English for one that is not there.
constexpr std::size_t language_of(std::string_view tag) {
    for (std::size_t i = 0; i < std::size(kLanguages); ++i) {
        const std::string_view code = kLanguages[i].code;
        if (tag == code) return i;
        if (tag.starts_with(code) && tag[code.size()] == '-') return i;
    }
    return 0;
}

/// What the languages call themselves, in that order.
inline std::vector<std::string_view> language_names(const Texts& texts) {
    std::vector<std::string_view> names;
    for (const Language& language : kLanguages) names.emplace_back(texts[language.name]);
    return names;
}

}  // namespace till::ui
