#include "app/core/office/moment_text.hpp"

#include <fmt/format.h>

#include <charconv>

namespace app::core {

std::optional<std::int32_t> seconds_from(std::string_view text) {
    int hour = -1;
    int minute = -1;
    if (text.size() != 5 || text[2] != ':') return std::nullopt;
    const auto h = std::from_chars(text.data(), text.data() + 2, hour);
    const auto m = std::from_chars(text.data() + 3, text.data() + 5, minute);
    if (h.ptr != text.data() + 2 || m.ptr != text.data() + 5) return std::nullopt;
    if (hour < 0 || hour > 23 || minute < 0 || minute > 59) return std::nullopt;
    return hour * 3'600 + minute * 60;
}

std::string time_text(std::int32_t second_of_day) {
    return fmt::format("{:02}:{:02}", second_of_day / 3'600, second_of_day / 60 % 60);
}

std::optional<pos::catalog::LocalMoment> moment_from(std::string_view text) {
    const auto day = pos::parse_date(text.substr(0, 10));
    if (!day) return std::nullopt;
    if (text.size() == 10) return pos::catalog::LocalMoment{*day, 0};
    if (text[10] != ' ' && text[10] != 'T') return std::nullopt;
    const auto seconds = seconds_from(text.substr(11));
    if (!seconds) return std::nullopt;
    return pos::catalog::LocalMoment{*day, *seconds};
}

}  // namespace app::core
