#include "app/office/web/period.hpp"

#include <algorithm>
#include <utility>

namespace app::office::web {

namespace {

pos::Date plus(pos::Date date, std::int32_t days) {
    return {date.days + days};
}

pos::report::Days named_days(std::string_view name, pos::Date today) {
    if (name == "yesterday") return {plus(today, -1), plus(today, -1)};
    if (name == "week") return {plus(today, -static_cast<std::int32_t>(weekday(today))), today};
    if (name == "month") {
        const auto parts = split(today);
        return {pos::make_date(parts.year, parts.month, 1), today};
    }
    return {today, today};
}

}  // namespace

Period read_period(const Fields& query, pos::Date today) {
    Period period{field(query, "period"), {}, {}};
    const auto from = pos::parse_date(field(query, "from"));
    const auto to = pos::parse_date(field(query, "to"));
    if (from && to && (period.name.empty() || period.name == "days")) {
        period.name = "days";
        period.days = {std::min(*from, *to), std::max(*from, *to)};
        period.days.from = std::max(period.days.from, plus(period.days.to, 1 - kPeriodDaysMax));
    } else {
        const bool known =
            period.name == "yesterday" || period.name == "week" || period.name == "month";
        if (!known) period.name = "today";
        period.days = named_days(period.name, today);
    }
    const std::int32_t length = period.days.to.days - period.days.from.days + 1;
    const std::int32_t back = (length + 6) / 7 * 7;
    period.before = {plus(period.days.from, -back), plus(period.days.to, -back)};
    return period;
}

}  // namespace app::office::web
