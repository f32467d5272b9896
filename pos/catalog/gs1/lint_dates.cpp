#include <chrono>

#include "pos/catalog/gs1/linters.hpp"

namespace pos::catalog::gs1::linters {

namespace {

int number(std::string_view digits) {
    int value = 0;
    for (const char digit : digits) value = value * 10 + (digit - '0');
    return value;
}

/// The month and day of digits that end in MMDD; a day of 00 means the whole month.
Lint month_and_day(int year, std::string_view part) {
    const std::size_t month_at = part.size() - 4;
    const auto month = static_cast<unsigned>(number(part.substr(month_at, 2)));
    const auto day = static_cast<unsigned>(number(part.substr(month_at + 2)));
    if (month < 1 || month > 12) return Flaw{LintError::illegal_month, month_at, 2};
    const std::chrono::year_month_day_last last{
        std::chrono::year{year}, std::chrono::month_day_last{std::chrono::month{month}}};
    if (day > static_cast<unsigned>(last.day())) {
        return Flaw{LintError::illegal_day, month_at + 2, 2};
    }
    return {};
}

Lint digits_of(std::string_view part, std::size_t size, LintError too_short, LintError too_long) {
    if (part.size() != size) return whole(part.size() < size ? too_short : too_long, part);
    return csetnumeric(part);
}

Lint below(std::string_view part, int end, LintError error) {
    if (number(part) < end) return {};
    return whole(error, part);
}

Lint with_a_day(Lint flaw, std::string_view part) {
    if (flaw || !part.ends_with("00")) return flaw;
    return Flaw{LintError::illegal_day, part.size() - 2, 2};
}

Lint moved(Lint flaw, std::size_t by) {
    if (flaw) flaw->at += by;
    return flaw;
}

}  // namespace

// Which century does not matter here: of the years that two digits can mean until 2050, each has
// the leap days of the one that starts with 20.
Lint yymmd0(std::string_view part) {
    const auto flaw = digits_of(part, 6, LintError::date_too_short, LintError::date_too_long);
    return flaw ? flaw : month_and_day(2000 + number(part.substr(0, 2)), part);
}

Lint yymmdd(std::string_view part) {
    return with_a_day(yymmd0(part), part);
}

Lint yyyymmd0(std::string_view part) {
    const auto flaw = digits_of(part, 8, LintError::date_too_short, LintError::date_too_long);
    return flaw ? flaw : month_and_day(number(part.substr(0, 4)), part);
}

Lint yyyymmdd(std::string_view part) {
    return with_a_day(yyyymmd0(part), part);
}

Lint hh(std::string_view part) {
    const auto flaw = digits_of(part, 2, LintError::hour_too_short, LintError::hour_too_long);
    return flaw ? flaw : below(part, 24, LintError::illegal_hour);
}

Lint mi(std::string_view part) {
    const auto flaw = digits_of(part, 2, LintError::minute_too_short, LintError::minute_too_long);
    return flaw ? flaw : below(part, 60, LintError::illegal_minute);
}

Lint ss(std::string_view part) {
    const auto flaw = digits_of(part, 2, LintError::second_too_short, LintError::second_too_long);
    return flaw ? flaw : below(part, 60, LintError::illegal_second);
}

Lint hhmi(std::string_view part) {
    if (part.size() != 4) {
        return whole(part.size() < 4 ? LintError::hour_with_minute_too_short
                                     : LintError::hour_with_minute_too_long,
                     part);
    }
    const auto flaw = hh(part.substr(0, 2));
    return flaw ? flaw : moved(mi(part.substr(2)), 2);
}

}  // namespace pos::catalog::gs1::linters
