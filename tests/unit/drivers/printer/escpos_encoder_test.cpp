// Goal: a printer that follows the commands puts on paper what the document says, and is told
// nothing twice.
// Method: small documents; the bytes are read back by test::read_escpos, which reports repeated
// settings as faults. What was painted must be the painter's dots, one by one. Golden receipts
// (tests/golden/receipts) keep whole documents.
#include "drivers/printer/escpos_encoder.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>

#include "drivers/printer/paper_painter.hpp"
#include "tests/support/escpos_paper.hpp"

using namespace drivers::printer;
using namespace pos::document;
using test::EscposPaper;
using test::PaperText;

namespace {

const test::CodePageNames kPages{{0, "CP437"}, {16, "CP1252"}, {17, "CP866"}, {19, "CP858"}};

Profile profile() {
    Profile made{.name = "Test", .paper_mm = 58, .dots = 384, .columns = 32, .columns_small = 42};
    for (const auto& [number, name] : std::map<int, std::string>{
             {0, "cp437"}, {16, "windows-1252"}, {17, "cp866"}, {19, "cp858"}}) {
        made.pages.push_back({static_cast<std::uint8_t>(number), name, *CodePage::open(name)});
    }
    made.cutter = Cutter::full;
    made.feed_lines = 3;
    made.barcode = true;
    made.qr = true;
    return made;
}

pos::Bytes encode(std::vector<Block> blocks, const Profile& with = profile(),
                  Direction direction = Direction::ltr) {
    static const NoPictures none;
    static PaperPainter painter{384, none};  // fonts are slow to load
    return encode_escpos({direction, "en", std::move(blocks)}, with, painter);
}

EscposPaper print(std::vector<Block> blocks, const Profile& with = profile(),
                  Direction direction = Direction::ltr) {
    EscposPaper paper = test::read_escpos(encode(std::move(blocks), with, direction), kPages, 384);
    EXPECT_EQ(paper.faults, std::vector<std::string>{});
    return paper;
}

std::vector<bool> bits(const Ink& ink) {
    std::vector<bool> out;
    for (const std::uint8_t dot : ink.dots) out.push_back(dot != 0);
    return out;
}

Ink painted(const Block& block, const Reading& reading = {}) {
    const NoPictures none;
    return sharp(PaperPainter{384, none}.paint(block, reading));
}

}  // namespace

TEST(EscposEncoder, sends_the_bytes_of_the_manual) {
    EXPECT_EQ(pos::to_hex(encode({Text{"Milk"}, Cut{}})),
              "1b40"
              "4d696c6b"
              "0a"
              "1b6403"
              "1d5600");
    Profile chinese = profile();
    chinese.multibyte_off = true;
    chinese.cutter = Cutter::partial;
    EXPECT_EQ(pos::to_hex(encode({Text{"£", Align::start, kLarge}, Cut{}}, chinese)),
              "1b40"
              "1c2e"
              "1b2138"
              "1b7400"
              "9c"
              "0a"
              "1b6403"
              "1d5601");
}

TEST(EscposEncoder, keeps_text_as_text_and_styles_by_need) {
    const EscposPaper paper = print(
        {Text{"Käse", Align::start, kBold}, Text{"Brot", Align::start, kBold},
         Row{"Summe", "5,20\u00A0€", kLarge}, Text{"klein", Align::end, kMuted}, Text{"Ende"}});
    ASSERT_EQ(paper.items.size(), 5U);
    EXPECT_EQ(paper.items[0], test::PaperItem{(PaperText{.text = "Käse", .bold = true})});
    EXPECT_EQ(paper.items[1], test::PaperItem{(PaperText{.text = "Brot", .bold = true})});
    EXPECT_EQ(paper.items[2],
              test::PaperItem{
                  (PaperText{.text = "Summe     5,20 €", .bold = true, .width = 2, .height = 2})});
    EXPECT_EQ(paper.items[3],
              test::PaperItem{(PaperText{.text = std::string(37, ' ') + "klein", .small = true})});
    EXPECT_EQ(paper.items[4], test::PaperItem{PaperText{.text = "Ende"}});
}

TEST(EscposEncoder, switches_code_pages_only_where_it_must) {
    const pos::Bytes bytes = encode({Text{"ü £ ü"}, Text{"é"}, Text{"€ü"}, Text{"é"}});
    // one page for the first two lines, one that has the euro for the rest
    EXPECT_EQ(pos::to_hex(bytes),
              "1b40"
              "1b7400"
              "81209c2081"
              "0a"
              "82"
              "0a"
              "1b7410"
              "80fc"
              "0a"
              "e9"
              "0a");
    const EscposPaper mixed = print({Text{"Квас für 2 €"}});
    EXPECT_EQ(mixed.items[0], test::PaperItem{PaperText{.text = "Квас für 2 €"}});
}

TEST(EscposEncoder, writes_plainer_what_no_page_has) {
    Profile plain = profile();
    plain.pages.clear();
    EXPECT_EQ(print({Text{"2\u00A0×\u00A03 – “a” −1"}}, plain).items[0],
              test::PaperItem{PaperText{.text = "2 x 3 - \"a\" -1"}});
    EXPECT_EQ(print({Rule{}}, plain).items[0],
              test::PaperItem{PaperText{.text = std::string(32, '-')}});
    EXPECT_EQ(print({Text{"2 × −1"}}).items[0], test::PaperItem{PaperText{.text = "2 × -1"}});
}

TEST(EscposEncoder, composes_letters_and_accents) {
    EXPECT_EQ(print({Text{"Cafe\u0301"}}).items[0], test::PaperItem{PaperText{.text = "Café"}});
}

TEST(EscposEncoder, paints_what_no_page_has) {
    const Block blocks[] = {Text{"辣椒"},
                            Text{"Żółć"},
                            Text{"พริก", Align::end, kMuted},
                            Row{"חומוס", "2.60"},
                            Table{{"税", "a", "b", "c"}, {{"8 %", "1", "2", "3"}}, kMuted},
                            Text{"🍎"}};
    for (const Block& block : blocks) {
        const EscposPaper paper = print({block});
        ASSERT_EQ(paper.items.size(), 1U);
        const auto* picture = std::get_if<test::PaperPicture>(&paper.items[0]);
        ASSERT_NE(picture, nullptr);
        const Ink ink = painted(block);
        EXPECT_EQ(picture->width, 384U);
        EXPECT_EQ(picture->height, ink.height);
        EXPECT_EQ(picture->dots, bits(ink));
    }
}

TEST(EscposEncoder, resets_styles_before_it_paints) {
    const EscposPaper paper = print({Text{"a", Align::start, kLarge}, Text{"辣"}, Text{"b"}});
    EXPECT_EQ(paper.items[2], test::PaperItem{PaperText{.text = "b"}});
}

TEST(EscposEncoder, paints_by_columns_where_the_printer_has_no_rows) {
    Profile old = profile();
    old.graphics = Graphics::column;
    const EscposPaper paper = print({Text{"辣椒"}, Text{"b"}}, old);
    ASSERT_EQ(paper.items.size(), 2U);
    const auto* picture = std::get_if<test::PaperPicture>(&paper.items[0]);
    ASSERT_NE(picture, nullptr);
    const Ink ink = painted(Text{"辣椒"});
    std::vector<bool> wanted = bits(ink);
    ASSERT_GE(picture->height, ink.height);
    EXPECT_LT(picture->height, ink.height + 24);
    wanted.resize(picture->dots.size());
    EXPECT_EQ(picture->dots, wanted);
}

TEST(EscposEncoder, splits_high_pictures_for_small_buffers) {
    std::string text;
    for (int i = 0; i < 200; ++i) text += "辣椒 ";
    const EscposPaper paper = print({Text{text}});
    ASSERT_EQ(paper.items.size(), 1U);
    EXPECT_EQ(std::get<test::PaperPicture>(paper.items[0]).dots, bits(painted(Text{text})));
}

TEST(EscposEncoder, leaves_codes_to_a_printer_that_makes_them) {
    const EscposPaper paper =
        print({Barcode{"B01-T1-000123"}, QrCode{"CF1:x"}, Barcode{"B01-T1-000124"}, Text{"a"}});
    ASSERT_EQ(paper.items.size(), 5U);
    EXPECT_EQ(paper.items[0], (test::PaperItem{test::PaperBarcode{"B01-T1-000123", 2, 72, true}}));
    EXPECT_EQ(paper.items[1], test::PaperItem{PaperText{}});  // the quiet zone above
    EXPECT_EQ(paper.items[2], (test::PaperItem{test::PaperQr{"CF1:x", 5, true}}));
    EXPECT_EQ(paper.items[3], (test::PaperItem{test::PaperBarcode{"B01-T1-000124", 2, 72, true}}));
    EXPECT_EQ(paper.items[4], test::PaperItem{PaperText{.text = "a"}});
}

TEST(EscposEncoder, paints_codes_for_a_printer_that_does_not) {
    Profile simple = profile();
    simple.barcode = simple.qr = false;
    const Block blocks[] = {Barcode{"B01-T1-000123"}, QrCode{"CF1:x"}};
    for (const Block& block : blocks) {
        const EscposPaper paper = print({block}, simple);
        EXPECT_EQ(std::get<test::PaperPicture>(paper.items.at(0)).dots, bits(painted(block)));
    }
}

TEST(EscposEncoder, long_barcodes_are_painted_or_written) {
    const std::string text(30, 'W');  // bars of one dot
    EXPECT_TRUE(std::holds_alternative<test::PaperPicture>(print({Barcode{text}}).items.at(0)));
    EXPECT_TRUE(std::holds_alternative<test::PaperPicture>(
        print({Barcode{"Ж"}, Barcode{""}, QrCode{std::string(3000, 'x')}}).items.at(0)));
}

TEST(EscposEncoder, prints_a_logo_in_dots_of_one_shade) {
    struct Grey final : Pictures {
        std::optional<Ink> find(std::string_view) const override {
            Ink ink{100, 100};
            std::ranges::fill(ink.dots, std::uint8_t{128});
            return ink;
        }
    };
    const Grey grey;
    PaperPainter painter{384, grey};
    const EscposPaper paper = test::read_escpos(
        encode_escpos({Direction::ltr, "en", {Picture{"logo", "Shop"}}}, profile(), painter),
        kPages, 384);
    const auto& picture = std::get<test::PaperPicture>(paper.items.at(0));
    EXPECT_NEAR(static_cast<double>(std::ranges::count(picture.dots, true)), 5000, 200);
    EXPECT_EQ(print({Picture{"logo", "Shop"}}).items.at(0),
              test::PaperItem{(PaperText{.text = std::string(14, ' ') + "Shop", .bold = true})});
}

TEST(EscposEncoder, mirrors_text_of_a_right_to_left_document) {
    const EscposPaper paper =
        print({Row{"Milk", "1.19"}, Text{"2 × 6.90"}}, profile(), Direction::rtl);
    EXPECT_EQ(paper.items[0],
              test::PaperItem{PaperText{.text = "1.19" + std::string(24, ' ') + "Milk"}});
    EXPECT_EQ(paper.items[1],
              test::PaperItem{PaperText{.text = std::string(24, ' ') + "6.90 × 2"}});
}

TEST(EscposEncoder, random_documents_are_read_back_without_a_fault) {
    const std::string words[] = {"Milk",  "Käse €",     "Квас",      "辣椒", "חומוס",
                                 "12.30", "\x1B@\x1DV", "{B1234567", ""};
    const Style styles[] = {kPlain, kBold, kMuted, kLarge, kTall};
    for (unsigned seed = 0; seed < 150; ++seed) {
        SCOPED_TRACE(seed);
        std::mt19937 random{seed};
        const auto pick = [&](std::size_t below) {
            return static_cast<unsigned>(random() % below);
        };
        const auto word = [&] { return words[pick(std::size(words))]; };
        const auto style = [&] { return styles[pick(std::size(styles))]; };
        std::vector<Block> blocks;
        for (unsigned count = pick(12); count > 0; --count) {
            switch (pick(8)) {
                case 0:
                    blocks.emplace_back(Text{word(), Align::centre, style()});
                    break;
                case 1:
                    blocks.emplace_back(Row{word() + word(), word(), style(), 2, true});
                    break;
                case 2:
                    blocks.emplace_back(
                        Table{{word(), "a", "b", "c"}, {{word(), "1", "2", "3"}}, style()});
                    break;
                case 3:
                    blocks.emplace_back(Rule{});
                    break;
                case 4:
                    blocks.emplace_back(Blank{});
                    break;
                case 5:
                    blocks.emplace_back(Barcode{word()});
                    break;
                case 6:
                    blocks.emplace_back(QrCode{word()});
                    break;
                default:
                    blocks.emplace_back(Cut{});
            }
        }
        Profile with = profile();
        if (pick(3) == 0) with.graphics = Graphics::column;
        if (pick(3) == 0) with.columns_small = 0;
        print(std::move(blocks), with, pick(3) == 0 ? Direction::rtl : Direction::ltr);
    }
}
