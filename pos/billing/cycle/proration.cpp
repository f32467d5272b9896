#include "pos/billing/cycle/proration.hpp"

#include <algorithm>

#include "pos/base/assert.hpp"

namespace pos::billing::cycle {

std::int64_t days_between(Date from, Date to, const Proration& proration) {
    POS_ASSERT(from <= to);
    const YearMonthDay begin = split(from);
    const YearMonthDay end = split(to);
    const bool one_month = begin.year == end.year && begin.month == end.month;
    if (proration.by != CountBy::fixed_days || one_month) return to.days - from.days;
    const int length = proration.days_in_month;
    const int months =
        (end.year - begin.year) * 12 + static_cast<int>(end.month) - static_cast<int>(begin.month);
    return months * length - std::min(static_cast<int>(begin.day), length) +
           std::min(static_cast<int>(end.day), length);
}

Stretch leading_stretch(const Schedule& schedule, Date from, Date boundary, PartOf part_of) {
    const Date begin = part_of == PartOf::stepped
                           ? shift(boundary, schedule.every, -1)
                           : schedule.boundary(schedule.boundary_at(boundary) - 1);
    return {from, boundary, begin, boundary};
}

Stretch trailing_stretch(const Schedule& schedule, Date boundary, Date to, PartOf part_of) {
    const Date end = part_of == PartOf::stepped
                         ? shift(boundary, schedule.every, 1)
                         : schedule.boundary(schedule.boundary_at(boundary) + 1);
    return {boundary, to, boundary, end};
}

Exact share(std::int64_t part, std::int64_t whole, const Proration& proration) {
    POS_ASSERT(whole > 0);
    // Rounded in one step: fourteen places first would hide which side of a half it is on.
    std::int64_t places = 1;
    for (unsigned place = 0; place < proration.decimals; ++place) places *= 10;
    const auto rounded = multiply_divide(part, places, whole, proration.mode);
    POS_ASSERT(rounded.has_value());
    return {*rounded * (kExactScale / places)};
}

Exact share(const Stretch& stretch, const Proration& proration) {
    return share(days_between(stretch.from, stretch.to, proration),
                 days_between(stretch.whole_from, stretch.whole_to, proration), proration);
}

}  // namespace pos::billing::cycle
