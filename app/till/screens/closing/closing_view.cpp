#include "app/till/screens/closing/closing_view.hpp"

#include "app/till/screens/common/list_view.hpp"
#include "app/till/screens/common/status_view.hpp"

namespace till::closing {

namespace {

using ui::Command;
using ui::Rect;
using ui::TextKey;

std::optional<Action> draw_tenders(ui::Frame& frame, const Model& m, const Rect& place) {
    std::optional<Action> out;
    const float height = frame.size().money_key;
    ui::ScrollArea area{frame, "tenders", place, height * static_cast<float>(m.tenders.size())};
    Rect all = area.content();
    for (std::size_t i = 0; i < m.tenders.size(); ++i) {
        const Rect row = ui::take_top(all, height);
        const Tender& tender = m.tenders[i];
        const std::string& note = tender.digits.empty() ? tender.note : tender.difference;
        if (ui::list_row(frame, ui::numbered("tender", static_cast<long long>(i)), row,
                         {.title = tender.name,
                          .note = note,
                          .figure = tender.expected,
                          .amount = tender.counted,
                          .strong = true,
                          .chosen = !m.closed && i == m.at,
                          .tappable = !m.closed})) {
            out = TenderTapped{i};
        }
    }
    return out;
}

void draw_figures(ui::Frame& frame, const Model& m, Rect rest) {
    for (std::size_t i = 0; i < m.figures.size(); ++i) {
        ui::list_row(frame, ui::numbered("figure", static_cast<long long>(i)),
                     ui::take_top(rest, frame.size().list_row),
                     {.title = m.figures[i].name, .amount = m.figures[i].amount});
    }
    if (!m.held.empty()) {
        ui::take_top(rest, frame.space().m);
        const ui::Notice notice{.tone = ui::Tone::neutral, .words = m.held};
        ui::notice(frame, "held",
                   ui::take_top(rest, ui::notice_height(frame, rest.width(), notice)), notice);
    }
}

std::optional<Action> draw_count(ui::Frame& frame, const Model& m, Rect rest) {
    std::optional<Action> out;
    if (m.tenders.empty()) return out;
    const Tender& tender = m.tenders[m.at];
    const Rect input = ui::take_top(rest, frame.size().amount_field, frame.space().m);
    ui::amount_field(frame, input, tender.name, tender.counted);
    const Rect agree = ui::take_bottom(rest, frame.size().action_key, frame.space().m);
    if (ui::action_key(
            frame, "as_expected", agree,
            {.label = frame.text(TextKey::closing_as_expected), .command = Command::exact_cash})) {
        out = AsExpected{};
    }
    if (const auto press = ui::numpad(frame, "pad", rest, {.enabled = !m.waiting})) {
        std::string digits = tender.digits;
        switch (press->what) {
            case ui::NumpadPress::What::digit:
                digits += static_cast<char>('0' + press->digit);
                break;
            case ui::NumpadPress::What::double_zero:
                digits += "00";
                break;
            case ui::NumpadPress::What::point:
                break;
            case ui::NumpadPress::What::erase:
                if (!digits.empty()) digits.pop_back();
                break;
        }
        out = DigitsChanged{digits};
    }
    return out;
}

}  // namespace

std::optional<Action> draw(ui::Frame& frame, const Model& m) {
    std::optional<Action> out;
    const auto keep = [&](std::optional<Action> action) {
        if (action) out = std::move(action);
    };
    Rect rest = common::draw_status(frame, m.status).inset(frame.space().xl);
    common::draw_title(frame, rest, m.closed ? m.z_title : m.title);
    common::draw_message(frame, m.message, rest);
    const float shares[] = {1, 2};
    const auto keys = ui::columns(ui::take_bottom(rest, frame.size().money_key, frame.space().l),
                                  shares, frame.space().m);
    if (!m.closed && ui::action_key(frame, "back", keys[0],
                                    {.label = frame.text(TextKey::back_to_sale),
                                     .command = Command::back,
                                     .enabled = !m.waiting})) {
        out = BackPressed{};
    }
    if (ui::money_key(
            frame, "close", keys[1],
            {.label = frame.text(m.closed ? TextKey::closing_done : TextKey::closing_close),
             .command = Command::confirm,
             .look = ui::Look::accent,
             .enabled = m.closed || (all_counted(m) && !m.waiting),
             .why_not = frame.text(TextKey::closing_count_first)})) {
        out = Confirmed{};
    }
    if (frame.commanded(Command::line_down)) out = Moved{1};
    if (frame.commanded(Command::line_up)) out = Moved{-1};
    const auto halves = ui::columns(rest, 2, frame.space().l);
    Rect start = halves[0];
    const float list =
        frame.size().money_key * static_cast<float>(std::min<std::size_t>(m.tenders.size(), 4)) +
        2 * frame.space().xl;
    keep(draw_tenders(frame, m, ui::card(frame, ui::take_top(start, list, frame.space().l))));
    draw_figures(frame, m, ui::card(frame, m.closed ? halves[1] : start));
    if (!m.closed) keep(draw_count(frame, m, halves[1]));
    return out;
}

}  // namespace till::closing
