#include <algorithm>
#include <array>

#include "app/till/shell/present_parts.hpp"
#include "app/till/shell/updates.hpp"
#include "app/till/ui/beside.hpp"
#include "app/till/ui/languages.hpp"

namespace till::shell {

namespace {

using ui::TextKey;

std::string when_words(const pos::journal::SaleRecord& record, const Context& c) {
    return c.locale.long_day(record.when.local.date) + ", " + c.locale.time(record.when.local);
}

pos::Money refund_of(const returns::Model& m, const pos::journal::SaleRecord& record) {
    // What one unit was paid for: exact for whole returns, within a cent until then.
    pos::Money sum = pos::zero(record.currency);
    for (const auto& chosen : m.lines) {
        const auto sold =
            std::ranges::find(record.lines, chosen.line, &pos::journal::SaleLine::line);
        if (sold == record.lines.end() || sold->quantity.millionths == 0) continue;
        const pos::Wide share = pos::Wide{sold->payable.minor} * chosen.chosen.millionths;
        sum +=
            pos::Money{pos::divide(share, sold->quantity.millionths, pos::RoundingMode::half_away),
                       record.currency};
    }
    return sum;
}

/// How much of `before` the change is; its direction is a triangle's business.
std::string percent_words(std::int64_t now, std::int64_t before, const Context& c) {
    if (before == 0) return {};
    const pos::Rate change{pos::divide(pos::Wide{std::abs(now - before)} * pos::kRateScale,
                                       std::abs(before), pos::RoundingMode::half_away)};
    return c.locale.percent(change, 1);
}

/// "6.2 % on last Saturday"
std::string trend_words(const Model& m, const std::string& percent, const Context& c) {
    if (percent.empty()) return {};
    switch (m.takings.period) {
        case takings::Period::day:
            return c.texts.with(
                TextKey::takings_on_day,
                {{"percent", percent}, {"weekday", c.locale.long_weekday(m.takings_day)}});
        case takings::Period::week:
            return c.texts.with(TextKey::takings_on_week, {{"percent", percent}});
        case takings::Period::month:
            return c.texts.with(TextKey::takings_on_month, {{"percent", percent}});
        case takings::Period::year:
            return c.texts.with(TextKey::takings_on_year, {{"percent", percent}});
    }
    return percent;
}

int sign(std::int64_t value) {
    return value > 0 ? 1 : value < 0 ? -1 : 0;
}

takings::Card card(std::string label, std::string figure, std::int64_t now, std::int64_t before,
                   const Context& c) {
    return {.label = std::move(label),
            .figure = std::move(figure),
            .note = percent_words(now, before, c),
            .trend = before == 0 ? 0 : sign(now - before)};
}

void present_cards(Model& m, const TakingsRead& read, const Context& c) {
    const auto currency = m.cash_register.setup().currency;
    const auto now = pos::report::sum(read.days);
    const auto before = pos::report::sum(read.days_before);
    const auto money = [&](std::int64_t minor) { return c.locale.money({minor, currency}); };
    const auto average = [](const pos::journal::Takings& t) {
        return t.sales == 0 ? 0 : pos::divide(t.gross_minor, t.sales, pos::RoundingMode::half_away);
    };
    auto& cards = m.takings.cards;
    cards.clear();
    cards.push_back(card(c.texts[TextKey::takings_net], money(now.net_minor()), now.net_minor(),
                         before.net_minor(), c));
    cards.back().long_note = trend_words(m, cards.back().note, c);
    cards.push_back(card(c.texts[TextKey::takings_sales], c.locale.integer(now.sales), now.sales,
                         before.sales, c));
    if (now.sales != before.sales && before.sales != 0)
        cards.back().note = c.locale.integer(std::abs(now.sales - before.sales));
    cards.push_back(card(c.texts[TextKey::takings_average], money(average(now)), average(now),
                         average(before), c));
    cards.push_back({.label = c.texts[TextKey::takings_refunds],
                     .figure = money(now.refunded_minor),
                     .note = c.texts.count(TextKey::takings_returns, now.refunds,
                                           {{"count", c.locale.integer(now.refunds)}})});
    const auto& shift = m.cash_register.state().shift;
    std::string drawer = c.texts[TextKey::takings_no_shift];
    if (shift) {
        for (const auto& tender : shift->figures.tenders) {
            if (tender.kind == pos::journal::TenderKind::cash)
                drawer = c.locale.money(tender.expected);
        }
    }
    cards.push_back({.label = c.texts[TextKey::takings_drawer], .figure = drawer});
}

void present_bars(Model& m, const TakingsRead& read, const Context& c) {
    auto& bars = m.takings.bars;
    bars.clear();
    const auto add = [&](std::string label, std::int64_t minor, bool muted) {
        bars.push_back({.label = std::move(label),
                        .share = static_cast<double>(std::max<std::int64_t>(minor, 0)),
                        .muted = muted});
    };
    if (m.takings.period == takings::Period::day) {
        std::array<std::int64_t, 24> now{};
        std::array<std::int64_t, 24> before{};
        int first = 24;
        int last = -1;
        const auto fill = [&](const auto& rows, auto& hours) {
            for (const auto& row : rows) {
                hours[static_cast<std::size_t>(row.hour)] = row.figures.net_minor();
                first = std::min(first, row.hour);
                last = std::max(last, row.hour);
            }
        };
        fill(read.hours, now);
        fill(read.hours_before, before);
        const bool today = m.takings_day == m.now.date;
        for (int hour = std::max(0, first - 1); hour <= std::min(23, last + 1) && last >= 0;
             ++hour) {
            const bool to_come = today && hour > m.now.hour();
            const auto at = static_cast<std::size_t>(hour);
            add(std::to_string(hour), to_come ? before[at] : now[at], to_come);
        }
        m.takings.chart_title = c.texts[TextKey::takings_by_hour];
        m.takings.chart_note =
            today && !read.hours_before.empty() ? c.texts[TextKey::takings_grey] : std::string{};
        return;
    }
    m.takings.chart_title = c.texts[TextKey::takings_by_day];
    m.takings.chart_note.clear();
    const auto days = days_of(m.takings.period, m.takings_day);
    if (m.takings.period == takings::Period::year) {
        std::array<std::int64_t, 12> months{};
        for (const auto& row : read.days)
            months[pos::split(row.day).month - 1] += row.figures.net_minor();
        for (unsigned month = 0; month < 12 && !read.days.empty(); ++month)
            add(std::to_string(month + 1), months[month], false);
        m.takings.chart_title = c.texts[TextKey::takings_by_month];
        return;
    }
    for (pos::Date day = days.from; day <= days.to && !read.days.empty(); ++day.days) {
        const auto row = std::ranges::find(read.days, day, &pos::report::TakingsRow::day);
        const std::string label = m.takings.period == takings::Period::week
                                      ? c.locale.weekday(day)
                                      : std::to_string(pos::split(day).day);
        add(label, row == read.days.end() ? 0 : row->figures.net_minor(), false);
    }
}

std::string period_words(const Model& m, const Context& c) {
    const auto days = days_of(m.takings.period, m.takings_day);
    switch (m.takings.period) {
        case takings::Period::day:
            return m.takings_day == m.now.date
                       ? c.texts.with(TextKey::takings_today,
                                      {{"day", c.locale.long_day(m.takings_day)}})
                       : c.locale.long_date(m.takings_day);
        case takings::Period::week:
            return c.texts.with(TextKey::takings_week_of, {{"from", c.locale.day_month(days.from)},
                                                           {"to", c.locale.day_month(days.to)}});
        case takings::Period::month:
            return c.locale.month(m.takings_day);
        case takings::Period::year:
            return std::to_string(pos::split(m.takings_day).year);
    }
    return {};
}

void present_lines(std::vector<takings::Line>& lines,
                   const std::vector<pos::report::TakingsRow>& rows, bool payments,
                   pos::Currency currency, const Context& c) {
    lines.clear();
    for (const auto& row : rows) {
        const auto count = payments ? row.payments : row.figures.sales + row.figures.refunds;
        lines.push_back({.name = payments           ? tender_words(row.code, row.name, c)
                                 : row.name.empty() ? row.code
                                                    : row.name,
                         .count = c.locale.integer(count),
                         .amount = c.locale.amount({row.figures.net_minor(), currency})});
    }
}

void present_tenders(Model& m, const Context& c) {
    const auto& shift = m.cash_register.state().shift;
    for (std::size_t i = 0;
         shift && i < m.closing.tenders.size() && i < shift->figures.tenders.size(); ++i) {
        auto& tender = m.closing.tenders[i];
        const auto& figures = shift->figures.tenders[i];
        tender.name = tender_words(figures.code, figures.name, c);
        tender.note = c.texts.count(TextKey::closing_payments, figures.count,
                                    {{"count", c.locale.integer(figures.count)}});
        const auto minor = pay::keyed_minor(tender.digits);
        tender.counted =
            minor ? c.locale.amount({*minor, figures.expected.currency}) : std::string{};
        tender.expected.clear();
        tender.difference.clear();
        if (!minor) continue;
        const pos::Money difference =
            pos::Money{*minor, figures.expected.currency} - figures.expected;
        tender.sign = sign(difference.minor);
        tender.difference =
            difference.minor == 0
                ? c.texts[TextKey::closing_agrees]
                : c.texts.with(
                      difference.minor > 0 ? TextKey::closing_over : TextKey::closing_short,
                      {{"amount",
                        c.locale.amount(difference.minor > 0 ? difference : -difference)}});
    }
}

void present_shift_figures(Model& m, const pos::journal::ShiftFigures& f, const Context& c) {
    auto& lines = m.closing.figures;
    lines.clear();
    const auto money = [&](TextKey key, pos::Money amount, std::string count = {}) {
        lines.push_back({c.texts[key], std::move(count), c.locale.amount(amount)});
    };
    money(TextKey::closing_gross, f.gross, c.locale.integer(f.sales));
    money(TextKey::closing_refunded, f.refunded, c.locale.integer(f.refunds));
    money(TextKey::closing_net, f.net);
    money(TextKey::closing_tax, f.tax);
    money(TextKey::closing_discount, f.discount);
    if (f.bills > 0) money(TextKey::closing_bills, f.bills_paid, c.locale.integer(f.bills));
    if (f.credits > 0) money(TextKey::closing_credit, f.credit_bought, c.locale.integer(f.credits));
    money(TextKey::closing_float, f.opening_float);
    if (f.cash_moved.minor != 0) money(TextKey::closing_moved, f.cash_moved);
}

}  // namespace

void present_returns(Model& m, const Context& c) {
    if (!m.returns.found || !m.receipt) return;
    const auto& record = m.receipt->record;
    m.returns.title = c.texts.with(TextKey::returns_receipt, {{"number", record.number}});
    m.returns.about.clear();
    for (const std::string& part :
         {when_words(record, c), record.cashier.name, c.locale.money(record.payable)})
        ui::add_beside(c.texts, m.returns.about, part);
    for (auto& line : m.returns.lines) {
        const auto sold = std::ranges::find(record.lines, line.line, &pos::journal::SaleLine::line);
        if (sold == record.lines.end()) continue;
        const pos::Quantity back = sold->quantity - line.left;
        line.note = back.millionths > 0
                        ? c.texts.with(TextKey::returns_sold_back,
                                       {{"sold", quantity_words(sold->quantity, sold->unit, c)},
                                        {"back", quantity_words(back, sold->unit, c)}})
                        : c.texts.with(TextKey::returns_sold,
                                       {{"sold", quantity_words(sold->quantity, sold->unit, c)}});
        line.price = c.locale.amount(sold->payable);
        line.chosen_shown = line.chosen.millionths == 0
                                ? c.locale.integer(0)
                                : quantity_words(line.chosen, sold->unit, c);
    }
    m.returns.to_refund = c.locale.money(refund_of(m.returns, record));
}

void present_takings(Model& m, const Context& c) {
    const auto currency = m.cash_register.setup().currency;
    m.takings.title = period_words(m, c);
    m.takings.shift_open = m.cash_register.state().shift.has_value();
    m.takings.newest = days_of(m.takings.period, m.takings_day).to >= m.now.date;
    m.takings.loading = !m.takings_read.has_value();
    present_margin(m, c);
    if (!m.takings_read) {
        m.takings.bars.clear();
        m.takings.tenders.clear();
        m.takings.departments.clear();
        m.takings.cashiers.clear();
        return;
    }
    present_cards(m, *m.takings_read, c);
    present_bars(m, *m.takings_read, c);
    present_lines(m.takings.tenders, m.takings_read->tenders, true, currency, c);
    present_lines(m.takings.departments, m.takings_read->departments, false, currency, c);
    present_lines(m.takings.cashiers, m.takings_read->cashiers, false, currency, c);
}

void present_settings(Model& m, const Context& c) {
    auto& s = m.settings;
    const auto& setup = m.cash_register.setup();
    const auto languages = ui::language_names(c.texts);
    s.languages.assign(languages.begin(), languages.end());
    s.themes = {c.texts[TextKey::theme_light], c.texts[TextKey::theme_dark]};
    s.scales.clear();
    for (const int scale : kScales) s.scales.push_back(std::to_string(scale) + " %");
    const auto index = [](const auto& values, const auto& value) {
        return static_cast<std::size_t>(std::ranges::find(values, value) - std::begin(values));
    };
    s.language = ui::language_of(m.looks.language);
    s.theme = index(kThemes, std::string_view{m.looks.theme});
    s.scale = index(kScales, m.looks.scale_percent);
    s.mirrored = m.looks.mirrored;
    s.safe_colours = m.looks.safe_colours;
    s.large_text = m.looks.large_text;
    s.hands = {c.texts[TextKey::hand_right], c.texts[TextKey::hand_left]};
    const bool mirrored = m.looks.mirrored || c.texts.right_to_left();
    s.hand = ui::keys_first(m.looks.hand, mirrored) == mirrored ? 0 : 1;
    s.sounds = m.sounds;
    s.locks.clear();
    for (const int minutes : kLockMinutes) {
        if (!m.people.asks) break;
        s.locks.push_back(minutes == 0 ? c.texts[TextKey::lock_never]
                                       : c.texts.with(TextKey::lock_minutes,
                                                      {{"count", c.locale.integer(minutes)}}));
    }
    s.lock = index(kLockMinutes, m.people.lock_minutes);
    s.print_receipts = m.print_receipts;
    const auto stock = m.stock_wanted.value_or(setup.stock);
    s.stock_rules.clear();
    if (!m.office.joined) {
        s.stock_rules = {c.texts[TextKey::stock_allow], c.texts[TextKey::stock_warn],
                         c.texts[TextKey::stock_block]};
    }
    s.stock_rule = static_cast<std::size_t>(stock.rule);
    s.stock_shown = stock.shown;
    s.has_office = m.office.joined;
    s.facts = {c.texts[TextKey::fact_shop],     m.shop_name,
               c.texts[TextKey::fact_branch],   setup.branch,
               c.texts[TextKey::fact_terminal], setup.terminal,
               c.texts[TextKey::fact_currency], pos::code_of(setup.currency),
               c.texts[TextKey::fact_zone],     setup.zone,
               c.texts[TextKey::fact_backup],   backup_words(m, c)};
}

void present_opening(Model& m, const Context& c) {
    m.opening.shop = m.shop_name;
    m.opening.day = c.locale.long_date(m.now.date);
    m.opening.waiting = m.cash_register.state().waiting != pos::sale::Waiting::nothing;
    m.opening.last_day =
        m.last_close ? c.texts.with(TextKey::opening_last_close,
                                    {{"number", std::to_string(m.last_close->z_number)},
                                     {"day", c.locale.long_day(m.last_close->when.business_date)},
                                     {"net", c.locale.money(m.last_close->figures.net)}})
                     : std::string{};
}

void present_closing(Model& m, const Context& c) {
    // The day that is closed: after midnight, or the next morning, that is not today.
    const auto& open = m.cash_register.state().shift;
    const pos::Date day = open ? open->opened.business_date : m.now.date;
    m.closing.title = c.texts.with(TextKey::closing_title, {{"day", c.locale.long_day(day)}});
    m.closing.waiting = m.cash_register.state().waiting != pos::sale::Waiting::nothing;
    const auto held = static_cast<std::int64_t>(m.cash_register.state().held.size());
    m.closing.held =
        held == 0 ? std::string{}
                  : c.texts.count(TextKey::closing_held, held, {{"count", c.locale.integer(held)}});
    if (m.closing.closed && m.last_close) {
        m.closing.z_title =
            c.texts.with(TextKey::closing_z, {{"number", std::to_string(m.last_close->z_number)}});
        present_shift_figures(m, m.last_close->figures, c);
        return;
    }
    present_tenders(m, c);
    if (open) present_shift_figures(m, open->figures, c);
}

}  // namespace till::shell
