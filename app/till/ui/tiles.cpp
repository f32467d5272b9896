#include "app/till/ui/tiles.hpp"

#include <unicode/uchar.h>

#include <algorithm>
#include <cmath>

#include "app/till/ui/graphemes.hpp"
#include "app/till/ui/utf8.hpp"
#include "pos/base/utf8.hpp"

namespace till::ui {

namespace {

constexpr TextStyle kName{TextSize::label, Weight::medium};

/// Where the price of a tile stands.
enum class Spot {
    beside,  ///< the picture
    foot,    ///< of the tile, whose room it takes
    alone    ///< in the picture's place too, where neither of the others has room
};
struct PricePlace {
    Spot spot;
    TextSize size;
};

float unit_gap(const Frame& frame, const Tile& tile) {
    return tile.unit.empty() ? 0 : frame.space().xs;
}

/// The foot is for tiles that have room there for the name and the note too; elsewhere letters are
/// a little smaller before the picture is given up.
PricePlace price_place(const Frame& frame, const Rect& beside, const Rect& below,
                       const Tile& tile) {
    const auto width = [&](TextSize size) {
        return frame.pen().width({size, Weight::semibold}, tile.price);
    };
    if (width(TextSize::label) <= beside.width()) return {Spot::beside, TextSize::label};
    const float unit = frame.pen().width({TextSize::hint, Weight::regular}, tile.unit);
    const float note = tile.note.empty() ? 0 : frame.theme().line_height(TextSize::hint);
    const float height =
        frame.theme().line_height(TextSize::label) + frame.theme().line_height(kName.size) + note;
    if (width(TextSize::label) + unit_gap(frame, tile) + unit <= below.width() &&
        height <= below.height())
        return {Spot::foot, TextSize::label};
    for (const TextSize size : {TextSize::small, TextSize::hint})
        if (width(size) <= beside.width()) return {Spot::beside, size};
    return {Spot::alone, TextSize::label};
}

/// Its unit beside it, or below it where both are too long for a line.
void write_price(const Frame& frame, Rect place, TextSize size, const Tile& tile) {
    const Pen& pen = frame.pen();
    const TextBox price{{size, Weight::semibold}, frame.colour().ink, Align::end};
    const TextBox unit{{TextSize::hint, Weight::regular}, frame.colour().muted, Align::end};
    const float gap = unit_gap(frame, tile);
    const float unit_width = pen.width(unit.style, tile.unit);
    if (pen.width(price.style, tile.price) + gap + unit_width <= place.width() ||
        tile.unit.empty()) {
        pen.text(place, unit, tile.unit);
        take_end(place, std::ceil(unit_width), gap);
        pen.text(place, price, tile.price);
        return;
    }
    const float half = std::round(place.height() / 2);
    pen.text({place.start, place.top, place.end, place.top + half}, price, tile.price);
    pen.text({place.start, place.top + half, place.end, place.bottom}, unit, tile.unit);
}

}  // namespace

void item_picture(const Frame& frame, const Rect& place, const ItemPicture& picture) {
    const float radius = frame.radius().initials;
    if (picture.texture != TextureId::none) {
        frame.pen().picture(place, picture.texture, radius);
        return;
    }
    const auto& pairs = frame.colour().tile_pairs;
    const ColourPair& pair = pairs[picture.pair % pairs.size()];
    frame.pen().fill(place, pair.fill, radius);
    frame.pen().text(place,
                     {{TextSize::small, Weight::bold}, pair.ink, Align::centre, Cut::allowed},
                     picture.initials);
}

bool item_tile(Frame& frame, std::string_view name, const Rect& place, const Tile& tile) {
    const Touch touch = frame.touch(name, place, Kind::tile);
    const Colours& c = frame.colour();
    const Pen& pen = frame.pen();
    const Colour fill = touch.pressed ? c.key : c.surface;
    pen.framed(place, tile.chosen ? c.accent : c.edge, fill, frame.radius().tile,
               std::max(tile.edge, frame.size().line));

    Rect inside = place.inset(frame.radius().tile, frame.space().m);
    const Rect head = take_top(inside, frame.size().initials, frame.space().s);
    Rect beside = head;
    const Rect picture = take_start(beside, frame.size().initials, frame.space().s);
    const PricePlace price = price_place(frame, beside, inside, tile);
    if (price.spot != Spot::alone) item_picture(frame, picture, tile.picture);
    const Rect price_box = price.spot == Spot::beside ? beside
                           : price.spot == Spot::foot
                               ? take_bottom(inside, frame.theme().line_height(price.size))
                               : head;
    write_price(frame, price_box, price.size, tile);
    if (!tile.note.empty()) {
        const bool plain = tile.note_tone == Tone::neutral;
        const TextStyle hint{TextSize::hint, plain ? Weight::regular : Weight::semibold};
        const Rect foot = take_bottom(inside, frame.theme().line_height(hint.size));
        pen.text(foot, {hint, tone_colour(frame, tile.note_tone), Align::start, Cut::allowed},
                 tile.note);
    }
    const int lines = inside.height() >= 2 * frame.theme().line_height(kName.size) - 1 ? 2 : 1;
    pen.paragraph(inside, {kName, c.ink, Align::start, Cut::allowed, lines}, tile.name);
    return touch.tapped;
}

namespace {

/// Of a name of which no word begins with a letter or figure: the first that there is, else the
/// first character of all, so that no tile is without a mark.
std::string only_mark(std::string_view name) {
    std::string_view first;
    while (!name.empty()) {
        const std::string_view from = name;
        const auto code = static_cast<UChar32>(take_character(name));
        const std::string_view whole = from.substr(0, Graphemes(from).behind(0));
        if (u_isalnum(code)) {
            const std::size_t letter = from.size() - name.size();
            return pos::to_utf8(static_cast<char32_t>(u_toupper(code))) +
                   std::string{whole.substr(letter)};
        }
        if (first.empty() && u_isgraph(code)) first = whole;
    }
    return std::string{first};
}

}  // namespace

std::string initials_of(std::string_view name) {
    const std::string_view all = name;
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
    return out.empty() ? only_mark(all) : out;
}

}  // namespace till::ui
