#include "app/till/screens/held/held_view.hpp"

#include "app/till/screens/common/list_view.hpp"
#include "app/till/screens/common/status_view.hpp"

namespace till::held {

using ui::Command;
using ui::Rect;
using ui::TextKey;

std::optional<Action> draw(ui::Frame& frame, const Model& m) {
    std::optional<Action> out;
    Rect rest = common::draw_status(frame, m.status).inset(frame.space().xl);
    common::draw_title(frame, rest, frame.text(TextKey::held_title));
    common::draw_message(frame, m.message, rest);
    const float shares[] = {1, 2};
    const auto keys = ui::columns(ui::take_bottom(rest, frame.size().money_key, frame.space().l),
                                  shares, frame.space().m);
    if (ui::action_key(frame, "back", keys[0],
                       {.label = frame.text(TextKey::back_to_sale), .command = Command::back})) {
        out = BackPressed{};
    }
    if (ui::money_key(frame, "recall", keys[1],
                      {.label = frame.text(TextKey::held_recall),
                       .command = Command::confirm,
                       .look = ui::Look::accent,
                       .enabled = !m.carts.empty()})) {
        out = Recalled{m.chosen};
    }
    if (frame.commanded(Command::line_down)) out = Moved{1};
    if (frame.commanded(Command::line_up)) out = Moved{-1};
    Rect inside = ui::card(frame, rest);
    if (m.carts.empty()) {
        common::draw_nothing(frame, inside, frame.text(TextKey::held_none));
        return out;
    }
    const common::List list{.id = "held",
                            .count = m.carts.size(),
                            .chosen = m.chosen,
                            .height = frame.size().money_key};
    const auto tapped = common::draw_list(frame, inside, list, "held", [&](std::size_t i) {
        return ui::Row{.title = m.carts[i].title,
                       .note = m.carts[i].note,
                       .amount = m.carts[i].total,
                       .strong = true,
                       .chosen = i == m.chosen,
                       .tappable = true};
    });
    if (tapped) out = Chosen{*tapped};
    return out;
}

}  // namespace till::held
