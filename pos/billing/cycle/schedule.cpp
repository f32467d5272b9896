#include "pos/billing/cycle/schedule.hpp"

#include <algorithm>

#include "pos/base/assert.hpp"

namespace pos::billing::cycle {

namespace {

unsigned last_day(int year, unsigned month) {
    const bool december = month == 12;
    const Date next = make_date(december ? year + 1 : year, december ? 1 : month + 1, 1);
    return split(Date{next.days - 1}).day;
}

bool by_days(const Every& every) {
    return every.unit == Unit::day || every.unit == Unit::week;
}

int days_of(const Every& every) {
    return every.count * (every.unit == Unit::week ? 7 : 1);
}

int months_of(const Every& every) {
    return every.count * (every.unit == Unit::year ? 12 : 1);
}

/// The day of the month so many months after that of `from`, clamped.
Date in_month(Date from, int months, unsigned day) {
    const YearMonthDay date = split(from);
    const int month = date.year * 12 + static_cast<int>(date.month) - 1 + months;
    const int year = month >= 0 ? month / 12 : (month - 11) / 12;
    const auto in_year = static_cast<unsigned>(month - year * 12) + 1;
    return make_date(year, in_year, std::min(day, last_day(year, in_year)));
}

}  // namespace

Date shift(Date from, const Every& every, int periods) {
    POS_ASSERT(in_range(every));
    if (by_days(every)) return {from.days + periods * days_of(every)};
    return in_month(from, periods * months_of(every), split(from).day);
}

Date Schedule::first_boundary() const {
    if (by_days(every)) return start;
    const Date here = in_month(start, 0, anchor_day);
    return here >= start ? here : in_month(start, months_of(every), anchor_day);
}

Date Schedule::boundary(int index) const {
    const Date first = first_boundary();
    if (by_days(every)) return {first.days + index * days_of(every)};
    return in_month(first, index * months_of(every), anchor_day);
}

int Schedule::boundary_at(Date date) const {
    const Date first = first_boundary();
    // A guess by the longest that a period can be, which is never too far on; then step by step.
    const int longest = by_days(every) ? days_of(every) : months_of(every) * 31;
    const int apart = date.days - first.days;
    int index = apart >= 0 ? apart / longest : (apart - longest + 1) / longest * 2;
    while (boundary(index) > date) --index;
    while (boundary(index + 1) <= date) ++index;
    return index;
}

}  // namespace pos::billing::cycle
