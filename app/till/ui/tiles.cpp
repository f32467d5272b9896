#include "app/till/ui/tiles.hpp"

#include <unicode/uchar.h>

#include <cmath>

#include "app/till/ui/utf8.hpp"
#include "pos/base/utf8.hpp"

namespace till::ui {

bool item_tile(Frame& frame, std::string_view name, const Rect& place, const Tile& tile) {
    const Touch touch = frame.touch(name, place, Kind::tile);
    const Colours& c = frame.colour();
    const Pen& pen = frame.pen();
    const Colour fill = touch.pressed ? c.key : c.surface;
    pen.card(place, tile.chosen ? c.accent : c.line, fill, frame.radius().tile);

    Rect inside = place.inset(frame.radius().tile, frame.space().m);
    Rect head = take_top(inside, frame.size().initials, frame.space().m);
    const Rect picture = take_start(head, frame.size().initials, frame.space().s);
    const ColourPair& pair = c.tile_pairs[tile.pair % c.tile_pairs.size()];
    if (tile.picture != TextureId::none) {
        pen.picture(picture, tile.picture, frame.radius().initials);
    } else {
        pen.fill(picture, pair.fill, frame.radius().initials);
        pen.text(picture, {{TextSize::small, Weight::bold}, pair.ink, Align::centre, Cut::allowed},
                 tile.initials);
    }
    if (!tile.unit.empty()) {
        const float wide =
            pen.text(head, {{TextSize::hint, Weight::regular}, c.muted, Align::end}, tile.unit);
        take_end(head, std::ceil(wide), frame.space().xs);
    }
    pen.text(head, {{TextSize::label, Weight::semibold}, c.ink, Align::end}, tile.price);
    const TextStyle words{TextSize::label, Weight::medium};
    const int lines = inside.height() >= 2 * frame.theme().line_height(words.size) - 1 ? 2 : 1;
    pen.paragraph(inside, {words, c.ink, Align::start, Cut::allowed, lines}, tile.name);
    return touch.tapped;
}

std::string initials_of(std::string_view name) {
    constexpr int kWordsMax = 2;
    std::string out;
    int words = 0;
    bool in_word = false;
    while (!name.empty() && words < kWordsMax) {
        const char32_t c = take_character(name);
        const auto code = static_cast<UChar32>(c);
        const bool letter = u_isalnum(code);
        if (letter && !in_word && (u_isalpha(code) || words == 0)) {
            out += pos::to_utf8(static_cast<char32_t>(u_toupper(code)));
            ++words;
        }
        // Apostrophes and combining marks stay inside a word.
        in_word = letter ||
                  (in_word && (c == U'’' || c == U'\'' || u_charType(code) == U_NON_SPACING_MARK));
    }
    return out;
}

}  // namespace till::ui
