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

/// For archives: from 0001-01-01 to 9999-12-31, what four digits can write.
constexpr bool in_range(const Date& date) {
    return date.days >= -719'162 && date.days <= 2'932'896;
}

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
///
/// requires: in_range(date)
std::string to_string(Date date);

/// Empty unless `text` is YYYY-MM-DD, that date exists and is in_range.
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

/// For archives: a second of a day, and an offset below a day.
constexpr bool in_range(const LocalTime& time) {
    return time.second_of_day >= 0 && time.second_of_day < 86'400 && time.utc_offset_s > -86'400 &&
           time.utc_offset_s < 86'400;
}

}  // namespace pos
