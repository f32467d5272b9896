#include "app/till/screens/common/choose_view.hpp"

#include "app/till/screens/common/list_view.hpp"

namespace till::common {

ChooseAnswer draw_choose(ui::Frame& frame, ui::Rect rest, const Choose& choose) {
    ChooseAnswer out;
    const auto answer =
        ui::text_field(frame, "path", ui::take_top(rest, frame.size().touch_min, frame.space().m),
                       {.text = choose.path,
                        .hint = choose.hint,
                        .writing = choose.writing,
                        .command = ui::Command::search});
    out.typed = answer.text;
    out.wanted = answer.wanted || answer.tapped;
    out.by_finger = answer.tapped;
    out.entered = answer.entered;
    out.left = answer.left;
    const ui::Rect inside = ui::card(frame, rest);
    if (choose.places.empty()) {
        draw_nothing(frame, inside, choose.nothing);
        return out;
    }
    const List list{.id = "files",
                    .count = choose.places.size(),
                    .chosen = choose.chosen,
                    .height = frame.size().money_key};
    out.tapped = draw_list(frame, inside, list, "file", [&](std::size_t i) {
        return ui::Row{.title = choose.places[i].name,
                       .note = choose.places[i].note,
                       .strong = true,
                       .chosen = i == choose.chosen && !choose.writing,
                       .tappable = true};
    });
    return out;
}

}  // namespace till::common
