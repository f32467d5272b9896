#include "app/till/screens/office/office_view.hpp"

#include "app/till/screens/common/list_view.hpp"
#include "app/till/screens/common/status_view.hpp"

namespace till::office {

namespace {

using ui::Command;
using ui::Rect;
using ui::TextKey;

constexpr ui::TextStyle kTitle{ui::TextSize::line, ui::Weight::bold};
constexpr ui::TextStyle kBody{ui::TextSize::body, ui::Weight::regular};
constexpr ui::TextStyle kNote{ui::TextSize::label, ui::Weight::regular};
constexpr int kLinesMax = 6;

float paragraph_height(const ui::Frame& frame, ui::TextStyle style, const std::string& words,
                       float width) {
    return words.empty() ? 0 : frame.pen().paragraph_height(style, words, width, kLinesMax);
}

float row_height(const ui::Frame& frame, const Kept& row, float width) {
    float height = frame.theme().line_height(kTitle.size) + 2 * frame.space().m;
    for (const std::string* words : {&row.why, &row.advice}) {
        if (!words->empty()) {
            height += paragraph_height(frame, kBody, *words, width) + frame.space().s;
        }
    }
    if (!row.note.empty()) {
        height += paragraph_height(frame, kNote, row.note, width) + frame.space().s;
    }
    return height;
}

void draw_row(ui::Frame& frame, const Kept& row, Rect place) {
    const auto& pen = frame.pen();
    const ui::Colours& c = frame.colour();
    pen.line_below(place, c.line);
    place = place.inset(0, frame.space().m);
    Rect head = ui::take_top(place, frame.theme().line_height(kTitle.size), frame.space().s);
    const float wide = pen.text(head, {kTitle, c.ink, ui::Align::end}, row.amount);
    if (wide > 0) head.end -= wide + frame.space().l;
    pen.text(head,
             {kTitle, row.serious ? ui::tone_colour(frame, ui::Tone::warning) : c.ink,
              ui::Align::start, ui::Cut::allowed},
             row.title);
    const auto write = [&](ui::TextStyle style, ui::Colour colour, const std::string& words) {
        if (words.empty()) return;
        const float height = paragraph_height(frame, style, words, place.width());
        pen.paragraph(ui::take_top(place, height, frame.space().s),
                      {.style = style, .colour = colour, .lines_max = kLinesMax}, words);
    };
    write(kBody, c.ink, row.why);
    write(kBody, c.ink, row.advice);
    write(kNote, c.muted, row.note);
}

}  // namespace

std::optional<Action> draw(ui::Frame& frame, const Model& m) {
    std::optional<Action> out;
    Rect rest = common::draw_status(frame, m.status).inset(frame.space().xl);
    common::draw_title(frame, rest, frame.text(TextKey::office_title));
    common::draw_message(frame, m.message, rest);
    common::draw_message(frame, m.about, rest);
    Rect beside;
    if (common::draw_back(frame, rest, &beside)) out = BackPressed{};
    const auto keys = ui::columns(beside, 2, frame.space().m);
    if (ui::action_key(frame, "again", keys[0],
                       {.label = frame.text(TextKey::office_again),
                        .command = Command::recall,
                        .enabled = !m.loading})) {
        out = AgainPressed{};
    }
    if (ui::action_key(frame, "export", keys[1],
                       {.label = frame.text(TextKey::office_export),
                        .command = Command::export_file,
                        .enabled = m.can_export})) {
        out = ExportPressed{};
    }
    const Rect inside = ui::card(frame, rest);
    if (m.rows.empty()) {
        common::draw_nothing(frame, inside, m.nothing);
        return out;
    }
    float height = 0;
    for (const Kept& row : m.rows) height += row_height(frame, row, inside.width());
    ui::ScrollArea area{frame, "kept", inside, height, {.keys = true, .bar_beside = true}};
    Rect all = area.content();
    for (const Kept& row : m.rows) {
        const Rect place = ui::take_top(all, row_height(frame, row, inside.width()));
        if (area.shows(place)) draw_row(frame, row, place);
    }
    return out;
}

}  // namespace till::office
