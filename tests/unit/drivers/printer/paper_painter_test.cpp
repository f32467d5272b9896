// Goal: painted strips hold all of their text inside the paper, mirrored in right-to-left
// documents. Method: where ink stands is measured: edges, columns and rows of dots.
#include "drivers/printer/paper_painter.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>

#include "drivers/printer/paper_renderer.hpp"

using namespace drivers::printer;
using namespace pos::document;

namespace {

const Reading kLtr{Direction::ltr, "en", 0};
const Reading kRtl{Direction::rtl, "he", 0};

struct Edges {
    unsigned left;
    unsigned right;  // behind the last inked column
};

Edges edges(const Ink& ink) {
    Edges found{ink.width, 0};
    for (unsigned y = 0; y < ink.height; ++y) {
        for (unsigned x = 0; x < ink.width; ++x) {
            if (ink.at(x, y) < 64) continue;
            found.left = std::min(found.left, x);
            found.right = std::max(found.right, x + 1);
        }
    }
    return found;
}

bool row_is_bare(const Ink& ink, unsigned y) {
    for (unsigned x = 0; x < ink.width; ++x) {
        if (ink.at(x, y) > 0) return false;
    }
    return true;
}

class Painter : public testing::Test {
protected:
    NoPictures none;
    PaperPainter painter{384, none};

    Ink paint(const Block& block, const Reading& reading = kLtr) {
        const Ink ink = painter.paint(block, reading);
        EXPECT_EQ(ink.width, 384U);
        EXPECT_EQ(ink.dots.size(), std::size_t{ink.width} * ink.height);
        return ink;
    }
};

}  // namespace

TEST_F(Painter, text_stands_at_the_start_the_middle_or_the_end) {
    EXPECT_LT(edges(paint(Text{"Milk"})).left, 4U);
    EXPECT_LT(edges(paint(Text{"Milk"})).right, 100U);
    EXPECT_GT(edges(paint(Text{"Milk", Align::end})).right, 380U);
    const Edges middle = edges(paint(Text{"Milk", Align::centre}));
    EXPECT_NEAR(middle.left, 384 - middle.right, 3);
    EXPECT_GT(edges(paint(Text{"חלב"}, kRtl)).right, 380U);
    EXPECT_GT(edges(paint(Text{"Milk"}, kRtl)).right, 380U);
    EXPECT_LT(edges(paint(Text{"Milk", Align::end}, kRtl)).left, 4U);
    EXPECT_LT(edges(paint(Text{"חלב"}, kLtr)).left, 4U);  // the paper decides, not the name
}

TEST_F(Painter, amounts_end_under_one_another) {
    const unsigned end = edges(paint(Row{"a", "1.19"})).right;
    EXPECT_EQ(edges(paint(Row{"a", "88,888.19"})).right, end);
    EXPECT_GT(end, 380U);

    Document document{.direction = Direction::rtl, .language = "he", .blocks = {}};
    const Row small{"א", "1.19", kPlain, 0, true};
    const Row large{"א", "888.19", kPlain, 0, true};
    document.blocks = {small, large};
    const Reading reading = painter.reading_of(document);
    const auto last_digit = [&](const Row& row) {
        Row alone = row;
        alone.start = "";
        return edges(paint(alone, reading)).right;
    };
    EXPECT_EQ(last_digit(small), last_digit(large));
    EXPECT_LT(edges(paint(large, reading)).left, 4U);
}

TEST_F(Painter, every_figure_is_as_wide_as_the_next) {
    const unsigned ones = edges(paint(Row{"", "11.11"})).left;
    const unsigned eights = edges(paint(Row{"", "88.88"})).left;
    EXPECT_NEAR(ones, eights, 4);  // the bearing of a 1 is wider, its box is not
}

TEST_F(Painter, long_texts_wrap_and_stay_inside) {
    const std::string name = "Handmade organic sourdough crispbread with sea salt and rosemary";
    const Ink one = paint(Text{"Handmade"});
    const Ink text = paint(Text{name});
    EXPECT_EQ(text.height % one.height, 0U);
    EXPECT_GT(text.height, one.height);
    const Ink row = paint(Row{name, "4.75"});
    EXPECT_GT(edges(row).right, 380U);
    const Ink beneath = paint(Row{"Milk", "1,234,567,890,123,456,789.00"});
    EXPECT_EQ(beneath.height, 2 * one.height);
}

TEST_F(Painter, a_large_row_is_set_smaller_before_it_wraps) {
    const Ink large = paint(Row{"TOTAL", "18.01", kLarge});
    const Ink long_one = paint(Row{"ZU ZAHLEN", "CHF 1,118.01", kLarge});
    EXPECT_LT(long_one.height, large.height);
    EXPECT_GT(long_one.height, paint(Row{"TOTAL", "18.01"}).height);
}

TEST_F(Painter, marks_of_any_script_stay_on_their_strip) {
    for (const char* text : {"Ångström ÇĘ", "น้ำปลา ที่", "क्षेत्रीय र्कूँ", "ﷺ اللّٰه", "שָׁלוֹם",
                             "Z\u0338\u0321\u031ba\u0334\u0327l\u0335\u0322g\u0337\u0325o"}) {
        const Ink ink = paint(Text{text});
        EXPECT_TRUE(row_is_bare(ink, 0)) << text;
        EXPECT_TRUE(row_is_bare(ink, ink.height - 1)) << text;
        EXPECT_GT(edges(ink).right, 10U) << text;
    }
}

TEST_F(Painter, tables_too_wide_are_spread) {
    const Table narrow{{"VAT", "Net", "Tax", "Gross"}, {{"20 %", "5.00", "1.00", "6.00"}}, kMuted};
    const Ink lines = paint(narrow);
    const Table wide{{"VAT", "Net", "Tax", "Gross"},
                     {{"20 %", "123,456,789.00", "123,456,789.00", "123,456,789.00"}},
                     kMuted};
    EXPECT_EQ(paint(wide).height, 2 * lines.height);  // 4 lines in place of 2
}

TEST_F(Painter, codes_that_do_not_fit_become_text) {
    EXPECT_GT(paint(Barcode{"B01-T1-000123"}).height, 72U);
    EXPECT_LT(paint(Barcode{"Ж-000123"}).height, 72U);
    EXPECT_LT(paint(Barcode{std::string(60, 'W')}).height, 90U);
    EXPECT_GT(paint(QrCode{std::string(3000, 'x')}).height, 100U);
}

TEST_F(Painter, paints_a_strip_higher_than_any_surface) {
    std::string text;
    for (int i = 0; i < 20'000; ++i) text += "milk ";
    const Ink ink = paint(Text{text});
    EXPECT_GT(ink.height, 33'000U);
    EXPECT_FALSE(row_is_bare(ink, ink.height - 20));
}

TEST_F(Painter, paints_odd_bytes) {
    paint(Text{"\xFF\xFE\x80"});
    paint(Text{""});
    paint(Row{"", ""});
    paint(Table{});
    paint(Picture{"none", ""});
    paint(Barcode{""});
    paint(QrCode{""});
}

TEST(PaperRenderer, adds_margins_and_ends_at_the_last_cut) {
    const NoPictures none;
    PaperPainter painter{384, none};
    const Document document{Direction::ltr, "en", {Text{"Milk"}, Cut{}}};
    const Document open{Direction::ltr, "en", {Text{"Milk"}}};
    const Ink paper = render_paper(document, kRoll58mm, painter);
    EXPECT_EQ(paper, render_paper(open, kRoll58mm, painter));
    EXPECT_EQ(paper.width, 464U);
    EXPECT_GE(edges(paper).left, 40U);
    const Document two{Direction::ltr, "en", {Text{"Milk"}, Cut{}, Text{"Milk"}, Cut{}}};
    EXPECT_GT(render_paper(two, kRoll58mm, painter).height, paper.height + 64);
}

TEST(PaperRenderer, prints_the_logo_it_finds) {
    struct Logo final : Pictures {
        std::optional<Ink> find(std::string_view name) const override {
            if (name != "logo") return std::nullopt;
            Ink ink{800, 400};
            std::ranges::fill(ink.dots, std::uint8_t{255});
            return ink;
        }
    };
    const Logo logo;
    PaperPainter painter{384, logo};
    const Ink ink = painter.paint(Picture{"logo", "Shop"}, kLtr);
    EXPECT_EQ(edges(ink).right, 384U);
    EXPECT_EQ(ink.height, 192U + 8);
    EXPECT_LT(painter.paint(Picture{"other", "Shop"}, kLtr).height, 60U);
}
