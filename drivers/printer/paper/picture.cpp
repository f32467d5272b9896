#include "drivers/printer/paper/picture.hpp"

#include <algorithm>

#include "drivers/printer/paper/glyphs.hpp"
#include "drivers/printer/paper/press.hpp"
#include "drivers/printer/png.hpp"

namespace drivers::printer::paper {

namespace {

constexpr std::uint8_t kBlack = 255;
constexpr unsigned kTopDots = 40;     // 5 mm
constexpr unsigned kBottomDots = 56;  // 7 mm

void fill(Ink& ink, unsigned x, unsigned y, unsigned width, unsigned height, std::uint8_t shade) {
    const unsigned right = std::min(x + width, ink.width);
    for (unsigned row = y; row < std::min(y + height, ink.height); ++row) {
        for (unsigned column = x; column < right; ++column) {
            ink.at(column, row) = std::max(ink.at(column, row), shade);
        }
    }
}

void invert(Ink& ink) {
    for (std::uint8_t& dot : ink.dots) dot = static_cast<std::uint8_t>(kBlack - dot);
}

/// A quarter turn clockwise.
Ink turned(const Ink& ink) {
    Ink out{ink.height, ink.width};
    for (unsigned y = 0; y < ink.height; ++y) {
        for (unsigned x = 0; x < ink.width; ++x) out.at(ink.height - 1 - y, x) = ink.at(x, y);
    }
    return out;
}

Ink turned(Ink ink, Turn turn) {
    switch (turn) {
        case Turn::none:
            return ink;
        case Turn::quarter:
            return turned(ink);
        case Turn::half:
            std::ranges::reverse(ink.dots);
            return ink;
        case Turn::three_quarters:
            std::ranges::reverse(ink.dots);
            return turned(ink);
    }
    return ink;
}

/// Puts `piece` on the sheet, the darker dot wins; what reaches over an edge is lost.
void lay(Ink& sheet, const Ink& piece, int x, int y) {
    const int left = std::max(x, 0);
    const int right = std::min(x + static_cast<int>(piece.width), static_cast<int>(sheet.width));
    const int top = std::max(y, 0);
    const int bottom = std::min(y + static_cast<int>(piece.height), static_cast<int>(sheet.height));
    if (left >= right) return;
    for (int row = top; row < bottom; ++row) {
        const std::uint8_t* from = &piece.dots[static_cast<std::size_t>(row - y) * piece.width +
                                               static_cast<std::size_t>(left - x)];
        std::uint8_t* to = &sheet.at(static_cast<unsigned>(left), static_cast<unsigned>(row));
        for (int i = 0; i < right - left; ++i) to[i] = std::max(to[i], from[i]);
    }
}

struct Size {
    unsigned width;
    unsigned height;
};

/// Of a mark as its writer sees it.
Size upright(const Place& place) {
    const bool on_its_side = place.turn == Turn::quarter || place.turn == Turn::three_quarters;
    return on_its_side ? Size{place.height, place.width} : Size{place.width, place.height};
}

class Sheet {
public:
    Sheet(const Paper& paper, const Margins& margins, Glyphs& glyphs)
        : margins_{margins}, glyphs_{glyphs} {
        int bottom = static_cast<int>(paper.length);
        for (const Mark& mark : paper.marks) {
            bottom = std::max(bottom, mark.place.y + static_cast<int>(mark.place.height));
        }
        const unsigned height =
            margins.top + static_cast<unsigned>(std::max(bottom, 1)) + margins.bottom;
        picture_.first = Ink{paper.width + 2 * margins.side, height};
        dots_ = paper.width;
    }

    void draw(const Mark& mark) {
        std::visit([&](const auto& what) { draw(mark.place, what); }, mark.what);
    }

    void draw(const Cut& cut) {
        constexpr unsigned kDash = 8;
        const unsigned y = margins_.top + cut.y;
        for (unsigned x = 0; x < picture_.first.width; x += 2 * kDash) {
            fill(picture_.first, x, y, kDash, 1, kBlack);
        }
    }

    Picture finish() { return std::move(picture_); }

private:
    Ink& layer(unsigned colour) {
        if (colour < 2) return picture_.first;
        if (!picture_.second) picture_.second = Ink{picture_.first.width, picture_.first.height};
        return *picture_.second;
    }

    void put(const Place& place, const Ink& upright_ink, unsigned colour) {
        const int x = place.x + static_cast<int>(margins_.side);
        const int y = place.y + static_cast<int>(margins_.top);
        if (place.turn == Turn::none) return lay(layer(colour), upright_ink, x, y);
        lay(layer(colour), turned(upright_ink, place.turn), x, y);
    }

    void draw(const Place& place, const Letters& letters) {
        const LetterStyle& style = letters.style;
        const Size size = upright(place);
        Ink line{size.width, size.height};
        unsigned x = 0;
        for (const char32_t c : letters.text) {
            const unsigned advance = advance_of(c, style);
            const Ink& cell = glyphs_.cell(c, style);
            // A mark without a width of its own stands on the letter before it.
            const bool rides = advance == 0 && x >= cell.width;
            lay(line, style.sideways ? turned(cell) : cell,
                static_cast<int>(rides ? x - cell.width : x), 0);
            x += advance;
        }
        if (style.underline > 0) {
            const unsigned thick = std::min(style.underline, size.height);
            fill(line, 0, size.height - thick, size.width, thick, kBlack);
        }
        const unsigned background = style.background;
        if (style.reversed || (style.colour == 0 && background > 0)) {
            invert(line);
            return put(place, line, style.reversed ? std::max(style.colour, 1U) : background);
        }
        if (background > 0) {
            Ink ground{size.width, size.height};
            fill(ground, 0, 0, size.width, size.height, kBlack);
            put(place, ground, background);
        }
        if (style.colour > 0) put(place, line, style.colour);
    }

    void draw(const Place& place, const Dots& dots) {
        draw_bits(place, *dots.bits, dots.width, dots.height, dots.colour, dots.reversed);
    }
    void draw(const Place& place, const Code& code) {
        draw_bits(place, *code.bits, code.width, code.height, 1, false);
    }

    void draw_bits(const Place& place, const Bits& bits, unsigned width, unsigned height,
                   unsigned colour, bool reversed) {
        const Size size = upright(place);
        if (size.width == 0 || size.height == 0) return;
        Ink ink{size.width, size.height};
        for (unsigned y = 0; y < size.height && y / height < bits.height(); ++y) {
            std::uint8_t* row = &ink.at(0, y);
            if (y % height != 0) {
                std::copy_n(row - size.width, size.width, row);
                continue;
            }
            for (unsigned x = 0; x < size.width && x / width < bits.width(); ++x) {
                if (bits.at(x / width, y / height)) row[x] = kBlack;
            }
        }
        if (reversed) invert(ink);
        put(place, ink, colour);
    }

    Margins margins_;
    Glyphs& glyphs_;
    Picture picture_;
    unsigned dots_{0};
};

}  // namespace

Margins roll_margins(const Paper& paper, unsigned roll_mm) {
    const unsigned roll = roll_mm * paper.dots_per_inch * 10 / 254;
    return {.side = roll > paper.width ? (roll - paper.width) / 2 : 0,
            .top = kTopDots,
            .bottom = kBottomDots};
}

PictureMaker::PictureMaker() : glyphs_{std::make_unique<Glyphs>()} {}
PictureMaker::~PictureMaker() = default;

Picture PictureMaker::draw(const Paper& paper, const Margins& margins) {
    Sheet sheet{paper, margins, *glyphs_};
    for (const Mark& mark : paper.marks) sheet.draw(mark);
    for (const Cut& cut : paper.cuts) {
        if (cut.y < paper.length) sheet.draw(cut);
    }
    return sheet.finish();
}

pos::Bytes to_png(const Picture& picture, unsigned dots_per_inch) {
    if (!picture.second) return write_png(picture.first, dots_per_inch);
    return write_png(picture.first, *picture.second, dots_per_inch);
}

}  // namespace drivers::printer::paper
