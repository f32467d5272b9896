#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace pos {

/// A calendar date, as days since 1970-01-01 (proleptic Gregorian).
struct Date {
    std::int32_t days{0};
    auto operator<=>(const Date&) const = default;

    template <class Archive>
    void serialize(Archive& archive, unsigned) {
        archive & days;
    }
};

/// requires: a date that exists
Date make_date(int year, unsigned month, unsigned day);

struct YearMonthDay {
    int year;
    unsigned month;
    unsigned day;
};
YearMonthDay split(Date date);

/// 0 = Monday … 6 = Sunday
unsigned weekday(Date date);

/// "2010-12-01"
std::string to_string(Date date);

/// Empty unless `text` is YYYY-MM-DD and that date exists.
std::optional<Date> parse_date(std::string_view text);

/// What a wall clock in the shop shows.
struct LocalTime {
    Date date;
    std::int32_t second_of_day{0};  // 0 … 86,399
    std::int32_t utc_offset_s{0};   // east of Greenwich is positive
    auto operator<=>(const LocalTime&) const = default;

    int hour() const { return second_of_day / 3600; }
    int minute() const { return second_of_day / 60 % 60; }
    int second() const { return second_of_day % 60; }

    template <class Archive>
    void serialize(Archive& archive, unsigned) {
        archive & date & second_of_day & utc_offset_s;
    }
};

}  // namespace pos
