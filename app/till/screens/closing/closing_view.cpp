#include "app/till/screens/closing/closing_view.hpp"

#include <algorithm>

#include "app/till/screens/common/list_view.hpp"
#include "app/till/screens/common/status_view.hpp"

namespace till::closing {

namespace {

using ui::Command;
using ui::Rect;
using ui::TextKey;

constexpr int kPadRows = 4;

std::optional<Action> draw_tenders(ui::Frame& frame, const Model& m, const Rect& place) {
    std::optional<Action> out;
    const common::List list{.id = "tenders",
                            .count = m.tenders.size(),
                            .chosen = m.closed ? m.tenders.size() : m.at,
                            .height = frame.size().money_key,
                            .keys = false};
    const auto tapped = common::draw_list(frame, place, list, "tender", [&](std::size_t i) {
        const Tender& tender = m.tenders[i];
        const bool counted = !tender.digits.empty();
        return ui::Row{.title = tender.name,
                       .note = counted ? tender.difference : tender.note,
                       .note_tone = !counted           ? ui::Tone::neutral
                                    : tender.sign == 0 ? ui::Tone::good
                                                       : ui::Tone::warning,
                       .amount = tender.counted,
                       .strong = true,
                       .chosen = i == list.chosen,
                       .tappable = !m.closed};
    });
    if (tapped) out = TenderTapped{*tapped};
    return out;
}

void draw_figures(ui::Frame& frame, const Model& m, const Rect& place) {
    const ui::Notice held{.tone = ui::Tone::neutral, .words = m.held};
    const float notice =
        m.held.empty() ? 0 : ui::notice_height(frame, place.width(), held) + frame.space().m;
    const float row = frame.size().list_row;
    ui::ScrollArea area{frame,
                        "figures",
                        place,
                        row * static_cast<float>(m.figures.size()) + notice,
                        {.keys = true, .bar_beside = true}};
    Rect all = area.content();
    float widest = 0;
    for (const auto& figure : m.figures)
        widest = std::max(widest, ui::amount_width(frame, figure.amount));
    for (std::size_t i = 0; i < m.figures.size(); ++i) {
        ui::list_row(frame, ui::numbered("figure", static_cast<long long>(i)),
                     ui::take_top(all, row),
                     {.title = m.figures[i].name,
                      .figure = m.figures[i].count,
                      .amount = m.figures[i].amount,
                      .amount_width = m.figures[i].count.empty() ? 0 : widest});
    }
    if (m.held.empty()) return;
    ui::take_top(all, frame.space().m);
    ui::notice(frame, "held", all, held);
}

std::optional<Action> pressed(const Model& m, const ui::NumpadPress& press) {
    std::string digits = m.tenders[m.at].digits;
    switch (press.what) {
        case ui::NumpadPress::What::digit:
            digits += static_cast<char>('0' + press.digit);
            break;
        case ui::NumpadPress::What::double_zero:
            digits += "00";
            break;
        case ui::NumpadPress::What::point:
            return std::nullopt;
        case ui::NumpadPress::What::erase:
            if (digits.empty()) return std::nullopt;
            digits.pop_back();
            break;
    }
    return DigitsChanged{digits};
}

/// The amount counted, its number pad, and one key for what agrees.
std::optional<Action> draw_count(ui::Frame& frame, const Model& m, Rect rest) {
    std::optional<Action> out;
    if (m.tenders.empty()) return out;
    const Tender& tender = m.tenders[m.at];
    const float gap = frame.space().m;
    const float pad = kPadRows * frame.size().money_key_min + (kPadRows - 1) * gap;
    const Rect agree = ui::take_bottom(rest, frame.size().action_key, gap);
    const Rect input = ui::take_top(rest, ui::amount_height(frame, rest.height() - pad - gap), gap);
    ui::amount_field(frame, input, {.label = tender.name, .amount = tender.counted});
    if (ui::action_key(frame, "as_expected", agree,
                       {.label = frame.text(TextKey::closing_as_expected),
                        .command = Command::exact_cash,
                        .enabled = !m.waiting})) {
        out = AsExpected{};
    }
    if (const auto press = ui::numpad(frame, "pad", rest, {.enabled = !m.waiting})) {
        if (auto action = pressed(m, *press)) out = std::move(action);
    }
    return out;
}

std::optional<Action> draw_keys(ui::Frame& frame, const Model& m, const Rect& row) {
    std::optional<Action> out;
    const float shares[] = {1, 2};
    const auto keys = ui::columns(row, shares, frame.space().m);
    if (!m.closed && ui::action_key(frame, "back", keys[0],
                                    {.label = frame.text(TextKey::back_to_sale),
                                     .command = Command::back,
                                     .enabled = !m.waiting})) {
        out = BackPressed{};
    }
    const bool ready = m.closed || (all_counted(m) && !m.waiting);
    if (ui::money_key(
            frame, "close", m.closed ? row : keys[1],
            {.label = frame.text(m.closed ? TextKey::closing_done : TextKey::closing_close),
             .command = Command::confirm,
             .look = ui::Look::accent,
             .enabled = ready,
             .why_not = frame.text(TextKey::closing_count_first)})) {
        out = Confirmed{};
    }
    return out;
}

/// What is counted, the day's figures below, and the keys.
std::optional<Action> draw_tenders_side(ui::Frame& frame, const Model& m, Rect start) {
    std::optional<Action> out;
    const auto keep = [&](std::optional<Action> action) {
        if (action) out = std::move(action);
    };
    common::draw_title(frame, start, m.closed ? m.z_title : m.title);
    common::draw_message(frame, m.message, start);
    keep(draw_keys(frame, m, ui::take_bottom(start, frame.size().money_key, frame.space().l)));
    const float list =
        frame.size().money_key * static_cast<float>(m.tenders.size()) + 2 * frame.space().xl;
    // The list may take the larger part, the figures scroll.
    const float tenders = m.closed ? start.height() : std::min(list, start.height() * 0.6F);
    keep(draw_tenders(frame, m, ui::card(frame, ui::take_top(start, tenders, frame.space().l))));
    if (!m.closed) draw_figures(frame, m, ui::card(frame, start));
    return out;
}

}  // namespace

std::optional<Action> draw(ui::Frame& frame, const Model& m) {
    std::optional<Action> out;
    const auto keep = [&](std::optional<Action> action) {
        if (action) out = std::move(action);
    };
    const Rect rest =
        common::draw_status(frame, m.status, common::Parts::two).inset(frame.space().xl);
    if (frame.commanded(Command::line_down)) out = Moved{1};
    if (frame.commanded(Command::line_up)) out = Moved{-1};
    ui::Panes panes{
        frame,
        "closing",
        rest,
        {.gap = frame.space().l,
         .first_name = frame.text(TextKey::pane_list),
         .second_name = frame.text(m.closed ? TextKey::pane_figures : TextKey::pane_keys),
         .keys = !m.closed}};
    panes.first([&](const Rect& place) { keep(draw_tenders_side(frame, m, place)); });
    panes.second([&](const Rect& place) {
        if (m.closed)
            draw_figures(frame, m, ui::card(frame, place));
        else
            keep(draw_count(frame, m, place));
    });
    return out;
}

}  // namespace till::closing
