#include "pos/base/calendar.hpp"

#include <array>
#include <chrono>
#include <cstdio>

#include "pos/base/assert.hpp"

namespace pos {

namespace {

std::optional<unsigned> number(std::string_view digits) {
    unsigned value = 0;
    for (const char c : digits) {
        if (c < '0' || c > '9') return std::nullopt;
        value = value * 10 + static_cast<unsigned>(c - '0');
    }
    return value;
}

}  // namespace

Date make_date(int year, unsigned month, unsigned day) {
    const std::chrono::year_month_day ymd{std::chrono::year{year}, std::chrono::month{month},
                                          std::chrono::day{day}};
    POS_ASSERT(ymd.ok());
    return {static_cast<std::int32_t>(std::chrono::sys_days{ymd}.time_since_epoch().count())};
}

YearMonthDay split(Date date) {
    const std::chrono::year_month_day ymd{std::chrono::sys_days{std::chrono::days{date.days}}};
    return {int{ymd.year()}, unsigned{ymd.month()}, unsigned{ymd.day()}};
}

unsigned weekday(Date date) {
    const std::chrono::weekday day{std::chrono::sys_days{std::chrono::days{date.days}}};
    return day.iso_encoding() - 1;
}

std::string to_string(Date date) {
    POS_ASSERT(in_range(date));
    const auto [year, month, day] = split(date);
    std::array<char, 32> text{};
    const int length = std::snprintf(text.data(), text.size(), "%04d-%02u-%02u", year, month, day);
    return {text.data(), static_cast<std::size_t>(length)};
}

std::optional<Date> parse_date(std::string_view text) {
    if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
    const auto year = number(text.substr(0, 4));
    const auto month = number(text.substr(5, 2));
    const auto day = number(text.substr(8, 2));
    if (!year || !month || !day) return std::nullopt;
    const std::chrono::year_month_day ymd{std::chrono::year{static_cast<int>(*year)},
                                          std::chrono::month{*month}, std::chrono::day{*day}};
    if (!ymd.ok() || *year == 0) return std::nullopt;
    return make_date(static_cast<int>(*year), *month, *day);
}

}  // namespace pos
