#include "app/till/screens/takings/takings_view.hpp"

#include <algorithm>

#include "app/till/screens/common/list_view.hpp"
#include "app/till/screens/common/status_view.hpp"

namespace till::takings {

namespace {

using ui::Command;
using ui::Rect;
using ui::TextKey;

constexpr int kCardsAcross = 3;  // on a pane of its own

std::optional<Action> draw_head(ui::Frame& frame, const Model& m, Rect& rest) {
    std::optional<Action> out;
    Rect row = ui::take_top(rest, frame.size().touch_min, frame.space().l);
    const std::string_view labels[] = {
        frame.text(TextKey::takings_day), frame.text(TextKey::takings_week),
        frame.text(TextKey::takings_month), frame.text(TextKey::takings_year)};
    const Rect choice = ui::take_end(row, frame.size().period_choice, frame.space().m);
    if (const auto chosen = ui::choices(frame, "period", choice, labels,
                                        static_cast<std::size_t>(m.period), ui::Align::end)) {
        out = PeriodChosen{static_cast<Period>(*chosen)};
    }
    const Rect later = ui::take_end(row, frame.size().touch_min, frame.space().s);
    const Rect earlier = ui::take_end(row, frame.size().touch_min, frame.space().m);
    // Arrows point where time goes: with the direction of reading.
    const bool turned = frame.mirrored();
    const ui::Icon before = turned ? ui::Icon::forward : ui::Icon::back;
    const ui::Icon after = turned ? ui::Icon::back : ui::Icon::forward;
    if (ui::function_key(frame, "earlier", earlier, {.icon = before})) out = Moved{-1};
    if (ui::function_key(frame, "later", later, {.icon = after, .enabled = !m.newest}))
        out = Moved{1};
    if (frame.commanded(Command::page_up)) out = Moved{-1};
    if (frame.commanded(Command::page_down) && !m.newest) out = Moved{1};
    frame.pen().text(
        row, {.style = {ui::TextSize::title, ui::Weight::bold}, .colour = frame.colour().ink},
        m.title);
    return out;
}

constexpr ui::TextStyle kHead{ui::TextSize::line, ui::Weight::bold};

float head_height(const ui::Frame& frame) {
    return frame.theme().line_height(kHead.size);
}

/// What a list with its heading takes, and the room before it where another one stands above.
float lines_height(const ui::Frame& frame, const std::vector<Line>& lines, bool first) {
    if (lines.empty()) return 0;
    return (first ? 0 : frame.space().xl) + head_height(frame) + frame.space().s +
           frame.size().list_row * static_cast<float>(lines.size());
}

void draw_lines(ui::Frame& frame, Rect& all, std::string_view title, const std::vector<Line>& lines,
                std::string_view name) {
    frame.pen().text(ui::take_top(all, head_height(frame), frame.space().s),
                     {.style = kHead, .colour = frame.colour().ink}, title);
    float widest = 0;
    for (const Line& line : lines) widest = std::max(widest, ui::amount_width(frame, line.amount));
    for (std::size_t i = 0; i < lines.size(); ++i) {
        const Rect row = ui::take_top(all, frame.size().list_row);
        ui::list_row(frame, ui::numbered(name, static_cast<long long>(i)), row,
                     {.title = lines[i].name,
                      .figure = lines[i].count,
                      .amount = lines[i].amount,
                      .amount_width = lines[i].count.empty() ? 0 : widest});
    }
}

void draw_chart(ui::Frame& frame, const Model& m, const Rect& place) {
    Rect rest = ui::card(frame, place);
    const Rect head = ui::take_top(rest, head_height(frame), frame.space().l);
    frame.pen().text(head, {.style = kHead, .colour = frame.colour().ink}, m.chart_title);
    frame.pen().text(head,
                     {.style = {ui::TextSize::label, ui::Weight::regular},
                      .colour = frame.colour().muted,
                      .align = ui::Align::end},
                     m.chart_note);
    std::vector<ui::Bar> bars;
    bars.reserve(m.bars.size());
    for (const HourBar& bar : m.bars)
        bars.push_back({.label = bar.label, .value = bar.share, .muted = bar.muted});
    if (bars.empty()) {
        common::draw_nothing(
            frame, rest,
            frame.text(m.loading ? TextKey::takings_loading : TextKey::takings_nothing));
        return;
    }
    ui::bar_chart(frame, rest, bars);
}

void draw_lists(ui::Frame& frame, const Model& m, const Rect& place) {
    const Rect rest = ui::card(frame, place);
    struct List {
        TextKey title;
        const std::vector<Line>& lines;
        std::string_view name;
    };
    const List lists[] = {{TextKey::takings_by_payment, m.tenders, "by_payment"},
                          {TextKey::takings_by_department, m.departments, "by_department"},
                          {TextKey::takings_by_cashier, m.cashiers, "by_cashier"},
                          {TextKey::takings_margin, m.margins, "margin"}};
    float height = 0;
    for (const List& list : lists) height += lines_height(frame, list.lines, height == 0);
    if (height == 0) {
        common::draw_nothing(
            frame, rest,
            frame.text(m.loading ? TextKey::takings_loading : TextKey::takings_nothing));
        return;
    }
    ui::ScrollArea area{frame, "takings", rest, height, {.bar_beside = true}};
    Rect all = area.content();
    bool first = true;
    for (const List& list : lists) {
        if (list.lines.empty()) continue;
        if (!first) ui::take_top(all, frame.space().xl);
        first = false;
        draw_lines(frame, all, frame.text(list.title), list.lines, list.name);
    }
}

std::optional<Action> draw_keys(ui::Frame& frame, const Model& m, Rect& rest) {
    std::optional<Action> out;
    const Rect row = ui::take_bottom(rest, frame.size().action_key, frame.space().l);
    const float shares[] = {1, 1, 1.4F};
    const auto keys = ui::columns(row, shares, frame.space().m);
    if (ui::action_key(frame, "back", keys[0],
                       {.label = frame.text(TextKey::back_to_sale), .command = Command::back})) {
        out = BackPressed{};
    }
    if (ui::action_key(frame, "interim", keys[1],
                       {.label = frame.text(TextKey::takings_interim),
                        .command = Command::interim_report,
                        .enabled = m.shift_open})) {
        out = InterimPressed{};
    }
    if (ui::action_key(frame, "close_day", keys[2],
                       {.label = frame.text(TextKey::takings_close_day),
                        .command = Command::close_day,
                        .look = ui::Look::strong,
                        .enabled = m.shift_open})) {
        out = CloseDayPressed{};
    }
    return out;
}

/// The figures of the time, in rows of so many.
void draw_cards(ui::Frame& frame, const Model& m, const Rect& place, int across) {
    const auto cells = ui::grid(place, across, static_cast<int>(m.cards.size()),
                                frame.size().figure_card, frame.space().l);
    for (std::size_t i = 0; i < m.cards.size(); ++i) {
        const Card& card = m.cards[i];
        const ui::Tone tone = card.trend < 0   ? ui::Tone::warning
                              : card.trend > 0 ? ui::Tone::good
                                               : ui::Tone::neutral;
        ui::figure_card(frame, cells[i],
                        {.label = card.label,
                         .figure = card.figure,
                         .note = card.note,
                         .long_note = card.long_note,
                         .tone = tone,
                         .trend = card.trend});
    }
}

}  // namespace

std::optional<Action> draw(ui::Frame& frame, const Model& m) {
    std::optional<Action> out;
    const auto keep = [&](std::optional<Action> action) {
        if (action) out = std::move(action);
    };
    Rect rest = common::draw_status(frame, m.status, common::Parts::two).inset(frame.space().xl);
    keep(draw_head(frame, m, rest));
    common::draw_message(frame, m.message, rest);
    keep(draw_keys(frame, m, rest));
    const int count = static_cast<int>(m.cards.size());
    if (!m.cards.empty() && !frame.narrow())
        draw_cards(frame, m, ui::take_top(rest, frame.size().figure_card, frame.space().l), count);
    ui::Panes panes{frame,
                    "takings",
                    rest,
                    {.share = 0.62F,
                     .gap = frame.space().l,
                     .first_name = frame.text(TextKey::pane_figures),
                     .second_name = frame.text(TextKey::pane_list)}};
    const int rows = panes.alone() ? (count + kCardsAcross - 1) / kCardsAcross : 0;
    const float cards = static_cast<float>(rows) * (frame.size().figure_card + frame.space().l);
    // Where the cards leave no room for the chart it stands above the lists.
    const bool above_lists = rows > 0 && rest.height() - cards < 2 * frame.size().figure_card;
    panes.first([&](Rect place) {
        if (rows > 0)
            draw_cards(frame, m, ui::take_top(place, cards - frame.space().l, frame.space().l),
                       kCardsAcross);
        if (!above_lists) draw_chart(frame, m, place);
    });
    panes.second([&](Rect place) {
        if (above_lists)
            draw_chart(frame, m, ui::take_top(place, place.height() / 2, frame.space().l));
        draw_lists(frame, m, place);
    });
    return out;
}

}  // namespace till::takings
