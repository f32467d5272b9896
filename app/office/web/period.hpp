#pragma once

#include <string>
#include <string_view>

#include "app/office/web/fields.hpp"
#include "pos/base/calendar.hpp"
#include "pos/report/takings.hpp"

namespace app::office::web {

/// The business days that a page is about, and those it compares them with.
struct Period {
    std::string name;  // "today", "yesterday", "week", "month" or "days"
    pos::report::Days days{};
    pos::report::Days
        before{};  // as many, the same days of the week, the next that lie wholly before
    bool is_one_day() const { return days.from == days.to; }
};

/// No period is longer.
inline constexpr int kPeriodDaysMax = 731;

/// What a page's query names: `period`, or `from` and `to`. What makes no sense becomes today; two
/// days in the wrong order are turned round.
Period read_period(const Fields& query, pos::Date today);

}  // namespace app::office::web
