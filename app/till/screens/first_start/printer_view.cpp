#include "app/till/screens/first_start/printer_view.hpp"

#include <string>

#include "app/till/screens/common/list_view.hpp"
#include "app/till/screens/first_start/fields_view.hpp"
#include "app/till/ui/beside.hpp"

namespace till::first_start {

namespace {

using ui::Rect;
using ui::TextKey;

/// "Epson TM-T88 · ready", or that there is none.
std::string what_is_there(const ui::Frame& frame, const Model& m) {
    if (!m.named_printer.empty()) return m.named_printer;
    if (m.printers.empty()) {
        return std::string{frame.text(m.looking_for_printers ? TextKey::start_printer_looking
                                                             : TextKey::start_printer_not_found)};
    }
    std::string words = m.printers.front().name;
    if (!m.printers.front().state.empty())
        ui::add_beside(frame.texts(), words, m.printers.front().state);
    return words;
}

/// The one that is chosen: how it is, and where.
std::optional<Action> draw_printer(ui::Frame& frame, const Model& m, Rect rest) {
    std::optional<Action> out;
    switch (printer_of(m)) {
        case Printer::by_itself:
            paragraph(frame, rest, kBody, frame.colour().ink, what_is_there(frame, m), 0);
            break;
        case Printer::found: {
            const auto& printer = m.printers[m.printer - 1];
            paragraph(frame, rest, kBody, frame.colour().ink, printer.state, frame.space().s);
            paragraph(frame, rest, kBody, frame.colour().muted, printer.address, 0);
            break;
        }
        case Printer::network:
            if (auto action = draw_fields(frame, m, rest, false)) out = std::move(action);
            break;
        case Printer::none:
            break;
    }
    return out;
}

}  // namespace

TextKey printer_hint(const Model& m) {
    switch (m.page) {
        case Page::none:
            break;
        case Page::asked:
            return TextKey::start_printer_asked;
        case Page::good:
            return TextKey::start_printer_good;
        case Page::bad:
            return TextKey::start_printer_bad;
    }
    return TextKey::start_printer_hint;
}

std::string_view printer_label(const ui::Frame& frame, const Model& m, std::size_t row) {
    if (row == 0) return frame.text(TextKey::start_printer_auto);
    if (row <= m.printers.size()) return m.printers[row - 1].name;
    if (row == m.printers.size() + 1) return frame.text(TextKey::start_printer_network);
    return frame.text(TextKey::start_printer_none);
}

std::optional<Action> draw_printers(ui::Frame& frame, const Model& m, Rect rest) {
    std::optional<Action> out;
    if (printer_of(m) == Printer::network && m.busy == Busy::no && m.page != Page::asked) {
        const float keys = ui::keyboard_height(frame);
        const float least = 3 * frame.size().touch_min + 3 * frame.space().m;
        if (rest.height() >= keys + least) {
            const Rect board = ui::take_bottom(rest, keys, frame.space().m);
            if (const auto press = ui::keyboard(frame, "key", board, "en", m.capitals))
                out = Touched{*press};
        }
    }
    constexpr float kShares[] = {1.2F, 1};
    const auto halves = ui::columns(rest, kShares, frame.space().l);
    const common::List list{.id = "printers",
                            .count = choices_of(m),
                            .chosen = m.printer,
                            .height = frame.size().touch_min};
    const auto tapped = common::draw_list(
        frame, ui::card(frame, halves[0], frame.space().m), list, "printer", [&](std::size_t i) {
            const bool found = i > 0 && i <= m.printers.size();
            return ui::Row{.title = printer_label(frame, m, i),
                           .figure = found ? std::string_view{m.printers[i - 1].state} : "",
                           .strong = i == m.printer,
                           .chosen = i == m.printer,
                           .tappable = true};
        });
    if (tapped) out = ChoiceMade{*tapped};
    if (auto action = draw_printer(frame, m, ui::card(frame, halves[1], frame.space().m)))
        out = std::move(action);
    return out;
}

}  // namespace till::first_start
