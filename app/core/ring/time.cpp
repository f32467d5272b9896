#include "app/core/ring/time.hpp"

#include <array>
#include <cstdio>

#include "pos/base/assert.hpp"

namespace app::core::ring {

namespace {

constexpr std::string_view kParts = "YmdHMS";

/// Up to `digits_max` digits from the start of `text`, taken off it.
std::optional<unsigned> take_number(std::string_view& text, std::size_t digits_max) {
    std::size_t digits = 0;
    unsigned value = 0;
    while (digits < digits_max && digits < text.size() && text[digits] >= '0' &&
           text[digits] <= '9') {
        value = value * 10 + static_cast<unsigned>(text[digits++] - '0');
    }
    text.remove_prefix(digits);
    return digits == 0 ? std::nullopt : std::optional{value};
}

bool take(std::string_view& text, char wanted) {
    if (!text.starts_with(wanted)) return false;
    text.remove_prefix(1);
    return true;
}

}  // namespace

bool is_time_format(std::string_view format) {
    std::array<bool, kParts.size()> named{};
    for (std::size_t i = 0; i < format.size(); ++i) {
        if (format[i] != '%') continue;
        if (++i == format.size()) return false;
        if (format[i] == '%') continue;
        const auto part = kParts.find(format[i] == 'y' ? 'Y' : format[i]);
        if (part == std::string_view::npos || named[part]) return false;
        named[part] = true;
    }
    return named[0] && named[1] && named[2];
}

std::optional<WallClock> parse_time(std::string_view text, std::string_view format) {
    POS_ASSERT(is_time_format(format));
    std::array<unsigned, kParts.size()> parts{};
    for (std::size_t i = 0; i < format.size(); ++i) {
        const bool literal = format[i] != '%' || format[i + 1] == '%';
        if (literal) {
            if (!take(text, format[i])) return std::nullopt;
            i += format[i] == '%' ? 1 : 0;
            continue;
        }
        const char what = format[++i];
        const auto value = take_number(text, what == 'Y' ? 4 : 2);
        if (!value) return std::nullopt;
        parts[kParts.find(what == 'y' ? 'Y' : what)] = *value + (what == 'y' ? 2000 : 0);
    }
    const auto [year, month, day, hour, minute, second] = parts;
    if (!text.empty() || hour > 23 || minute > 59 || second > 59) return std::nullopt;
    std::array<char, 16> iso{};
    std::snprintf(iso.data(), iso.size(), "%04u-%02u-%02u", year % 10000, month % 100, day % 100);
    const auto date = pos::parse_date(iso.data());
    if (!date) return std::nullopt;
    return WallClock{*date, static_cast<std::int32_t>(hour * 3600 + minute * 60 + second)};
}

}  // namespace app::core::ring
