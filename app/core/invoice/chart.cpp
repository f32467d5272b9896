#include "app/core/invoice/chart.hpp"

#include <algorithm>
#include <cstdlib>
#include <span>

#include "app/core/invoice/writing.hpp"
#include "pos/billing/cycle/schedule.hpp"

namespace app::core::invoice {

namespace {

using Period = Consumption::Period;
using Chart = Sheet::Chart;

constexpr std::size_t kFigureMax = 9;  // characters that fit above a bar
constexpr unsigned kDecimalsMax = 3;
constexpr std::int64_t kTimesMax = 10;  // what is more than that is not said in per cent

std::size_t characters(const std::string& text) {
    return static_cast<std::size_t>(std::ranges::count_if(
        text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

std::int32_t days_of(const Period& period) {
    return period.to.days - period.from.days;
}

/// Whether two periods are so alike in length that comparing them says something: any two months
/// are, a month and a half of one are not.
bool are_as_long(const Period& a, const Period& b) {
    const std::int32_t least = std::min(days_of(a), days_of(b));
    const std::int32_t most = std::max(days_of(a), days_of(b));
    return (most - least) * 100 <= most * 15;
}

/// The period a year before that one, of those before it.
const Period* year_before(std::span<const Period> before, const Period& of) {
    constexpr pos::billing::cycle::Every kYear{pos::billing::cycle::Unit::year, 1};
    const std::int32_t wanted = pos::billing::cycle::shift(of.from, kYear, -1).days;
    const std::int32_t off_by = std::max(1, days_of(of) / 3);
    const Period* nearest = nullptr;
    const auto distance = [&](const Period& one) { return std::abs(one.from.days - wanted); };
    for (const Period& one : before) {
        if (distance(one) > off_by) continue;
        if (!nearest || distance(one) < distance(*nearest)) nearest = &one;
    }
    return nearest;
}

/// A place in the chart.
struct Slot {
    Period period{};
    bool billed{true};
};

constexpr pos::billing::cycle::Every kMonth{pos::billing::cycle::Unit::month, 1};

/// How many months it is, if it is whole ones.
std::optional<int> months_of(const Period& period) {
    constexpr int kYear = 12;
    for (int months = 1; months <= kYear; ++months) {
        if (pos::billing::cycle::shift(period.from, kMonth, months) == period.to) return months;
    }
    return std::nullopt;
}

/// What would stand between the last place and the next period, if it is whole periods like either.
void fill_gap(std::vector<Slot>& slots, const Period& next) {
    const Period before = slots.back().period;
    for (const auto months : {months_of(before), months_of(next)}) {
        if (!months) continue;
        std::vector<Slot> gap;
        pos::Date from = before.to;
        for (int i = 1; from < next.from; ++i) {
            const pos::Date to = pos::billing::cycle::shift(before.to, kMonth, *months * i);
            gap.push_back({.period = {.from = from, .to = to, .quantity = {}}, .billed = false});
            from = to;
        }
        if (from != next.from) continue;
        slots.insert(slots.end(), gap.begin(), gap.end());
        return;
    }
}

/// The last places that there is room for.
std::vector<Slot> slots_of(std::span<const Period> periods) {
    std::vector<Slot> slots;
    for (const Period& one : periods) {
        if (!slots.empty()) fill_gap(slots, one);
        slots.push_back({.period = one, .billed = true});
    }
    if (slots.size() > kPeriodsShown)
        slots.erase(slots.begin(), slots.end() - static_cast<std::ptrdiff_t>(kPeriodsShown));
    return slots;
}

/// "Nov 2026" of a month of the calendar; else the first and the last day.
std::vector<std::string> label_of(const Period& period, const Words& words) {
    const auto& locale = words.locale();
    const bool whole_month = pos::split(period.from).day == 1 &&
                             pos::billing::cycle::shift(period.from, kMonth, 1) == period.to;
    if (whole_month) return {locale.short_month(period.from)};
    if (days_of(period) <= 1) return {locale.date(period.from)};
    return {locale.date(period.from) + " –", locale.date(pos::Date{period.to.days - 1})};
}

/// In which all figures of a chart are written.
struct Scale {
    const char* word{nullptr};  // "chart.thousand", or none
    pos::Exact divisor;
    unsigned decimals{0};
};

std::string figure_in(const Scale& scale, pos::Exact value, const Words& words) {
    const pos::Exact scaled = scale.word ? pos::quotient(value, scale.divisor) : value;
    return exact_words(words.locale(),
                       pos::round_at(scaled, scale.decimals, pos::RoundingMode::half_away), 0);
}

bool fits(const Scale& scale, std::span<const Period> periods, const Words& words) {
    return std::ranges::all_of(periods, [&](const Period& one) {
        return characters(figure_in(scale, one.quantity, words)) <= kFigureMax;
    });
}

Scale scale_for(std::span<const Period> periods, const Words& words) {
    for (unsigned decimals = kDecimalsMax + 1; decimals-- > 0;) {
        const Scale plain{nullptr, {}, decimals};
        if (fits(plain, periods, words)) return plain;
    }
    Scale scale;
    std::int64_t divisor = 1;
    for (const char* word :
         {"chart.thousand", "chart.million", "chart.billion", "chart.trillion"}) {
        divisor *= 1'000;
        scale = {word, pos::exactly(divisor), 1};
        if (fits(scale, periods, words)) break;
    }
    return scale;
}

/// How many per cent more the one is than the other, to a whole one; nothing where that says
/// nothing.
std::optional<std::int64_t> percent_more(pos::Exact now, pos::Exact then) {
    if (now < pos::Exact{} || then <= pos::Exact{}) return std::nullopt;
    if (now > pos::product(then, pos::exactly(kTimesMax))) return std::nullopt;
    const pos::Exact percent = pos::product(pos::quotient(now - then, then), pos::exactly(100));
    const pos::Exact whole = pos::round_at(percent, 0, pos::RoundingMode::half_away);
    return static_cast<std::int64_t>(whole.e14 / pos::kExactScale);
}

/// As the bars have it; what would be nothing then is said to the last place.
std::string figure_said(pos::Exact value, const Words& words) {
    const pos::Exact rounded = pos::round_at(value, kDecimalsMax, pos::RoundingMode::half_away);
    return exact_words(words.locale(), rounded == pos::Exact{} ? value : rounded, 0);
}

std::string sentence_of(const Period& now, const Period& then, bool a_year_ago,
                        const std::string& unit, const Words& words) {
    const auto quantity = [&](const Period& one) {
        return with_unit(figure_said(one.quantity, words), unit);
    };
    const std::string when = a_year_ago ? "year" : "before";
    const auto percent = percent_more(now.quantity, then.quantity);
    const char* kind = !percent        ? "then_"
                       : *percent == 0 ? "same_"
                       : *percent < 0  ? "less_"
                                       : "more_";
    const std::string size = percent ? words.locale().integer(std::abs(*percent)) : "";
    return words.with(
        "chart." + (kind + when),
        {{"now", quantity(now)}, {"percent", size + "\u00A0%"}, {"then", quantity(then)}});
}

}  // namespace

std::optional<Chart> chart_of(const Consumption& consumption, const Words& words) {
    std::span<const Period> periods{consumption.periods};
    // The bill's last period is the last bar: what came later is another bill's.
    while (!periods.empty() && !periods.back().is_of_this_bill)
        periods = periods.first(periods.size() - 1);
    const std::vector<Slot> slots = slots_of(periods);
    periods =
        periods.last(static_cast<std::size_t>(std::ranges::count(slots, true, &Slot::billed)));
    if (periods.size() < 2) return std::nullopt;
    const Period& now = periods.back();
    const auto before = periods.first(periods.size() - 1);
    const Period* const last_year = year_before(before, now);
    const Scale scale = scale_for(periods, words);
    Chart chart;
    std::string unit = with_unit("1", consumption.unit).substr(1);
    const std::string space = "\u00A0";
    if (unit.starts_with(space)) unit.erase(0, space.size());
    if (scale.word) unit = words.with(scale.word, {{"unit", unit}});
    while (unit.ends_with(' ')) unit.pop_back();
    chart.title = words.with("chart.title", {{"name", consumption.name}});
    if (!unit.empty()) chart.title += " (" + unit + ")";
    auto next = periods.begin();
    for (const Slot& slot : slots) {
        if (!slot.billed) {
            chart.bars.push_back({.label = label_of(slot.period, words), .figure = "–"});
            continue;
        }
        const Period& one = *next++;
        chart.bars.push_back(
            {.label = label_of(one, words),
             .figure = figure_in(scale, one.quantity, words),
             .value = static_cast<double>(one.quantity.e14) / static_cast<double>(pos::kExactScale),
             .of = one.is_of_this_bill ? Chart::Of::this_bill
                   : &one == last_year ? Chart::Of::last_year
                                       : Chart::Of::before});
    }
    chart.this_bill_words = words["chart.this_bill"];
    chart.last_year_words = words["chart.last_year"];
    if (!now.is_over) return chart;  // what was used so far says nothing beside a whole period
    if (last_year && are_as_long(now, *last_year)) {
        chart.sentence = sentence_of(now, *last_year, true, consumption.unit, words);
    } else if (before.back().to == now.from && are_as_long(now, before.back())) {
        chart.sentence = sentence_of(now, before.back(), false, consumption.unit, words);
    }
    return chart;
}

}  // namespace app::core::invoice
