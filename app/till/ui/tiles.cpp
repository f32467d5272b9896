#include "app/till/ui/tiles.hpp"

#include <unicode/uchar.h>

#include <algorithm>
#include <cmath>

#include "app/till/ui/graphemes.hpp"
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
    Rect head = take_top(inside, frame.size().initials, frame.space().s);
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
    constexpr std::size_t kWordsMax = 2;
    constexpr std::string_view kNotJoined = "\u200C";  // keeps two Arabic letters apart
    std::string out;
    std::size_t words = 0;
    while (!name.empty() && words < kWordsMax) {
        const std::size_t end = std::min(name.find(' '), name.size());
        const std::string_view word = name.substr(0, end);
        name.remove_prefix(std::min(end + 1, name.size()));
        if (word.empty()) continue;
        std::string_view rest = word;
        const auto code = static_cast<UChar32>(take_character(rest));
        if (words > 0 && u_isdigit(code)) break;  // what follows is how much: "1 l", "250 g"
        if (!u_isalnum(code)) continue;
        if (u_getIntPropertyValue(code, UCHAR_JOINING_TYPE) != U_JT_NON_JOINING && words > 0)
            out += kNotJoined;
        const std::string upper = pos::to_utf8(static_cast<char32_t>(u_toupper(code)));
        const std::size_t letter = word.size() - rest.size();
        out += upper;
        out += word.substr(letter, Graphemes(word).behind(0) - letter);
        ++words;
    }
    return out;
}

}  // namespace till::ui
