#include "app/till/screens/first_start/fields_view.hpp"

#include <algorithm>

#include "app/till/screens/first_start/by_hand_view.hpp"

namespace till::first_start {

namespace {

using ui::Rect;
using ui::TextKey;

constexpr std::string_view kAddress{"192.168.1.50"};  // of a printer, to go by

TextKey usual_label_of(Field field) {
    switch (field) {
        case Field::name:
            return TextKey::start_field_name;
        case Field::street:
            return TextKey::start_field_street;
        case Field::town:
            return TextKey::start_field_town;
        case Field::tax_number:
            return TextKey::start_field_tax_number;
        case Field::footer:
            return TextKey::start_field_footer;
        case Field::manager:
            return TextKey::start_field_manager;
        case Field::printer:
            return TextKey::start_printer_address;
        case Field::file:
            return TextKey::start_field_file;
        case Field::currency:
            return TextKey::start_field_currency;
        case Field::rate:
            return TextKey::start_field_rate;
        case Field::logo:
            return TextKey::shop_logo_path;
    }
    return TextKey::start_field_name;
}

}  // namespace

void paragraph(ui::Frame& frame, Rect& rest, const ui::TextStyle& style, ui::Colour colour,
               std::string_view words, float gap) {
    constexpr int kLinesMax = 4;
    if (words.empty()) return;
    const float height = frame.pen().paragraph_height(style, words, rest.width(), kLinesMax);
    frame.pen().paragraph(
        ui::take_top(rest, height, gap),
        {.style = style, .colour = colour, .cut = ui::Cut::allowed, .lines_max = kLinesMax}, words);
}

std::string_view label_of(const ui::Frame& frame, const Model& m, Field field) {
    const auto& own = m.countries.at(m.country).own;
    if (field == Field::rate && own) return own->asks.in(frame.texts().language());
    return frame.text(usual_label_of(field));
}

std::optional<Action> draw_fields(ui::Frame& frame, const Model& m, Rect rest, bool with_keyboard) {
    std::optional<Action> out;
    const auto fields = fields_of(m);
    constexpr ui::TextStyle kLabel{ui::TextSize::label, ui::Weight::regular};
    const float field_height = frame.theme().line_height(kLabel.size) + frame.space().xs +
                               frame.size().touch_min + frame.space().s;
    const float room = rest.height() - static_cast<float>(fields.size()) * field_height;
    const float keys = std::min(ui::keyboard_height(frame) * 1.25F, room - frame.space().m);
    // Where letters are large and the display is low, a finger on a field brings the keys up.
    const bool has_keys = with_keyboard && keys >= ui::keyboard_height(frame);
    const Rect board = has_keys ? ui::take_bottom(rest, keys, frame.space().m) : Rect{};
    for (std::size_t i = 0; i < fields.size(); ++i) {
        paragraph(frame, rest, kLabel, frame.colour().muted, label_of(frame, m, fields[i]),
                  frame.space().xs);
        const auto answer =
            ui::text_field(frame, ui::numbered("entry", static_cast<long long>(i)),
                           ui::take_top(rest, frame.size().touch_min, frame.space().s),
                           {.text = m.text(fields[i]),
                            .hint = fields[i] == Field::printer ? kAddress : "",
                            .writing = i == m.field && m.busy == Busy::no &&
                                       (m.step != Step::printer || m.page != Page::asked),
                            .characters_max = kCharactersMax,
                            .full = m.full && i == m.field});
        if (answer.text) out = Typed{*answer.text};
        if (answer.wanted || answer.tapped) out = FieldWanted{i, answer.tapped && is_low(frame)};
        if (answer.entered) out = NextPressed{};
        if (answer.left) out = BackPressed{};
    }
    if (!has_keys) return out;
    if (const auto press = ui::keyboard(frame, "key", board, frame.texts().language(), m.capitals))
        out = Touched{*press};
    return out;
}

}  // namespace till::first_start
