#pragma once

#include <string>
#include <string_view>

namespace till::ui {

/// How figures and dates are written in a language: as in the place whose locale that is, where it
/// is in that language. English elsewhere is that of Britain, with the day before the month and a
/// clock of 24 hours.
inline std::string locale_for(std::string_view language, const std::string& local) {
    const bool same = local == language || local.starts_with(std::string{language} + "-");
    if (same) return local;
    return std::string{language == "en" ? std::string_view{"en-GB"} : language};
}

}  // namespace till::ui
