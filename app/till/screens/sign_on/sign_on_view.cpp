#include "app/till/screens/sign_on/sign_on_view.hpp"

#include <algorithm>
#include <variant>

#include "app/till/screens/common/status_view.hpp"
#include "app/till/screens/prompt/prompt_view.hpp"

namespace till::sign_on {

namespace {

using ui::Command;
using ui::Rect;

void draw_words(ui::Frame& frame, const Model& m, Rect& rest) {
    const ui::TextStyle title{ui::TextSize::total_label, ui::Weight::semibold};
    const ui::TextStyle about{ui::TextSize::label, ui::Weight::regular};
    constexpr int kLinesMax = 3;
    const auto write = [&](const ui::TextStyle& style, ui::Colour colour, const std::string& words,
                           float gap) {
        if (words.empty()) return;
        const float height = frame.pen().paragraph_height(style, words, rest.width(), kLinesMax);
        frame.pen().paragraph(
            ui::take_top(rest, height, gap),
            {.style = style, .colour = colour, .cut = ui::Cut::allowed, .lines_max = kLinesMax},
            words);
    };
    write(title, frame.colour().ink, m.title, frame.space().xs);
    write(about, frame.colour().muted, m.about, frame.space().l);
}

/// Where the names are on another pane, so is what somebody else is to answer for: it stands above
/// their PIN too. Takes its room from `rest`.
void draw_wish(ui::Frame& frame, const Model& m, Rect& rest) {
    const bool approves = m.prompt.may_cancel;
    if (!approves || !frame.narrow() || m.about.empty()) return;
    constexpr int kLinesMax = 2;
    const ui::TextStyle style{ui::TextSize::label, ui::Weight::semibold};
    const float height = frame.pen().paragraph_height(style, m.about, rest.width(), kLinesMax);
    frame.pen().paragraph(ui::take_top(rest, height, frame.space().s),
                          {.style = style,
                           .colour = frame.colour().ink,
                           .cut = ui::Cut::allowed,
                           .lines_max = kLinesMax},
                          m.about);
}

std::optional<Action> draw_people(ui::Frame& frame, const Model& m, const Rect& place) {
    std::optional<Action> out;
    const float gap = frame.space().m;
    const float height = frame.size().tile_height;
    const int across = ui::cells_across(place.width(), 1.3F * frame.size().tile_width_min, gap);
    const int count = static_cast<int>(m.people.size());
    const int lines = (count + across - 1) / across;
    const float content = static_cast<float>(lines) * (height + gap) - gap;
    ui::ScrollArea area{
        frame, "people", place, std::max(content, 0.0F), {.keys = true, .bar_beside = true}};
    const auto cells = ui::grid(area.content(), across, count, height, gap);
    for (std::size_t i = 0; i < m.people.size(); ++i) {
        if (i == m.chosen) area.reveal(cells[i]);
        if (!area.shows(cells[i])) continue;
        const Person& person = m.people[i];
        const ui::Tile tile{.name = person.name,
                            .unit = person.note,
                            .picture = {.initials = person.initials, .pair = person.pair},
                            .chosen = i == m.chosen};
        if (ui::item_tile(frame, ui::numbered("person", static_cast<long long>(i)), cells[i], tile))
            out = PersonChosen{i};
    }
    if (frame.commanded(Command::choice_before)) out = PersonMoved{-1};
    if (frame.commanded(Command::choice_behind)) out = PersonMoved{1};
    // Where reasons are asked for, the other two arrows are theirs.
    if (m.prompt.reasons.empty()) {
        if (frame.commanded(Command::line_up)) out = PersonMoved{-across};
        if (frame.commanded(Command::line_down)) out = PersonMoved{across};
    }
    return out;
}

}  // namespace

std::optional<Action> draw(ui::Frame& frame, const Model& m) {
    std::optional<Action> out;
    Rect rest = common::draw_status(frame, m.status, common::Parts::two).inset(frame.space().xl);
    common::draw_message(frame, m.message, rest);
    ui::Panes panes{frame,
                    "sign_on",
                    rest,
                    {.gap = frame.space().xl,
                     .first_name = frame.text(ui::TextKey::pane_people),
                     .second_name = frame.text(ui::TextKey::pane_keys),
                     .keys = true,
                     .second_shown = m.people.size() <= 1,
                     // What is typed is seen, and why it was not taken.
                     .topic = m.prompt.text.empty() && m.prompt.refusal.empty() ? 0U : 1U}};
    panes.first([&](Rect people) {
        draw_words(frame, m, people);
        auto action = draw_people(frame, m, people);
        if (!action) return;
        if (std::holds_alternative<PersonChosen>(*action)) panes.go_on_in_second();
        out = std::move(action);
    });
    panes.second([&](Rect place) {
        draw_wish(frame, m, place);
        if (const auto action = prompt::draw(frame, m.prompt, place)) out = Prompted{*action};
    });
    return out;
}

}  // namespace till::sign_on
