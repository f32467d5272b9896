#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/core/invoice/sheet.hpp"
#include "pos/base/calendar.hpp"
#include "pos/money/exact.hpp"

namespace app::core::invoice {

/// What was billed of one charge, period by period.
struct Consumption {
    struct Period {
        pos::Date from{};  // [from, to)
        pos::Date to{};
        pos::Exact quantity;
        bool is_of_this_bill{false};
        bool is_over{true};  // not so where it was billed before its end
    };
    std::string name;
    std::string unit;
    std::vector<Period> periods;  // by `from`, each once
};

/// So many of its last periods a chart shows: a year, and the one that it is compared with.
inline constexpr std::size_t kPeriodsShown = 13;

/// Bars of the last periods up to this bill's last one, which are compared with the same time of
/// last year where that was as long, else with the period right before: where nothing was billed of
/// that, say since nothing was used, with none. A period that is not over yet is compared with none
/// either. Nothing where there are fewer than two, or none of this bill's.
///
/// A gap that whole months, quarters or years of those beside it fill has a bar of nothing for
/// each, with a dash instead of a figure: nothing was billed of it.
///
/// Figures have as many decimals as all of them have room for, and very large ones stand in
/// thousands, millions or more, which the title says.
std::optional<Sheet::Chart> chart_of(const Consumption& consumption, const Words& words);

}  // namespace app::core::invoice
