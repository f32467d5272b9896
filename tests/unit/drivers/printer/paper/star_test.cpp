// Goal: Star line mode comes onto paper as ESC/POS does, and our two encoders print the same.
// Method: Star bytes by hand; whole documents through both encoders and both languages.
#include <gtest/gtest.h>

#include <filesystem>

#include "drivers/printer/encoder.hpp"
#include "drivers/printer/paper/interpreter.hpp"
#include "drivers/printer/paper/profile_model.hpp"
#include "drivers/printer/paper/text.hpp"

using namespace drivers::printer;
using namespace drivers::printer::paper;
using namespace pos::document;
using namespace std::string_view_literals;

namespace {

Paper print(std::string_view bytes) {
    Interpreter printer{{.language = Language::star_line}};
    printer.feed(pos::as_bytes(bytes));
    printer.finish();
    return printer.take_paper();
}

Profile profile(const std::string& name) {
    auto loaded = load_profile(std::filesystem::path{COUNTERFOIL_SOURCE_DIR} / "assets/printers" /
                               (name + ".json"));
    EXPECT_TRUE(loaded) << (loaded ? "" : loaded.error().words);
    return loaded.value_or(Profile{});
}

Document document() {
    return {Direction::ltr,
            "en",
            {Text{"Corner Shop", Align::centre, kLarge}, Rule{}, Row{"Käse", "5,20 €"},
             Row{"2 × 1.19", "", kMuted, 2}, Row{"TOTAL", "7.58", kLarge}, Blank{}, Text{"辣椒"},
             Barcode{"B01-T1-000123"}, QrCode{"CF1:x"}, Text{"Thank you"}, pos::document::Cut{}}};
}

Paper printed(const Profile& with) {
    const NoPictures none;
    PaperPainter painter{with.dots, none};
    Interpreter printer{model_of(with)};
    printer.feed(encode(document(), with, painter));
    printer.finish();
    return printer.take_paper();
}

std::vector<std::u32string> words(const Paper& paper) {
    std::vector<std::u32string> out;
    for (const Mark& mark : paper.marks) {
        if (const auto* letters = std::get_if<Letters>(&mark.what)) out.push_back(letters->text);
    }
    return out;
}

std::vector<std::string> codes(const Paper& paper) {
    std::vector<std::string> out;
    for (const Mark& mark : paper.marks) {
        if (const auto* code = std::get_if<Code>(&mark.what)) out.emplace_back(name_of(code->kind));
    }
    return out;
}

/// The dots of all pictures, whatever bands they came in.
std::size_t inked(const Paper& paper) {
    std::size_t count = 0;
    for (const Mark& mark : paper.marks) {
        const auto* dots = std::get_if<Dots>(&mark.what);
        if (dots == nullptr) continue;
        for (unsigned y = 0; y < dots->bits->height(); ++y) {
            for (unsigned x = 0; x < dots->bits->width(); ++x) count += dots->bits->at(x, y);
        }
    }
    return count;
}

}  // namespace

TEST(StarPrinter, sets_styles_and_sizes) {
    const Paper paper = print(
        "\x1B"
        "Ebold\x1B"
        "F\n\x1Bi\1\2big\n\x1B\x1D"
        "a\1mid\n");
    EXPECT_EQ(paper.remarks_count, 0U);
    EXPECT_TRUE(std::get<Letters>(paper.marks[0].what).style.bold);
    EXPECT_EQ(paper.marks[1].place, (Place{0, 32, 108, 48}));
    EXPECT_EQ(paper.marks[2].place.y, 80);
    EXPECT_EQ(paper.length, 128U);
}

TEST(StarPrinter, begins_rows_of_raster_with_letters_only_while_it_is_on) {
    const Paper paper = print("b\n\x1B*rA\x62\1\0\xFF\x62\1\0\x0F\x1B*rY5\0\x1B*rBbb\n"sv);
    ASSERT_EQ(paper.marks.size(), 3U);
    EXPECT_EQ(std::get<Letters>(paper.marks[0].what).text, U"b");
    EXPECT_EQ(paper.marks[1].place, (Place{0, 32, 8, 2}));
    EXPECT_EQ(paper.marks[2].place.y, 39);
    EXPECT_EQ(std::get<Letters>(paper.marks[2].what).text, U"bb");
}

TEST(StarPrinter, reports_drawers_and_questions) {
    Interpreter printer{{.language = Language::star_line}};
    printer.feed(pos::as_bytes("\x1B\x07\x0A\x14\x07\x1A\x05\x1B\x1D\x03\1\0\0"sv));
    const auto events = printer.take_events();
    ASSERT_EQ(events.size(), 4U);
    EXPECT_EQ(std::get<DrawerKick>(events[0].what).on_ms, 100U);
    EXPECT_EQ(std::get<DrawerKick>(events[1].what).drawer, 2U);
    EXPECT_EQ(std::get<Asked>(events[2].what).question, Question::real_time_status);
    EXPECT_EQ(std::get<Asked>(events[3].what).question, Question::end_of_job);
}

TEST(StarEncoder, prints_what_the_other_encoder_prints) {
    const Paper escpos = printed(profile("epson-tm-t20"));
    for (const char* name : {"star-tsp650", "star-mc-print3"}) {
        SCOPED_TRACE(name);
        const Paper star = printed(profile(name));
        EXPECT_EQ(star.remarks_count, 0U);
        EXPECT_EQ(words(star), words(escpos));
        EXPECT_EQ(codes(star), codes(escpos));
        EXPECT_EQ(inked(star), inked(escpos));
        EXPECT_EQ(star.cuts.size(), 1U);
    }
}

TEST(StarEncoder, paints_all_for_a_printer_without_text) {
    const Paper paper = printed(profile("star-tsp100"));
    EXPECT_EQ(paper.remarks_count, 0U);
    EXPECT_TRUE(words(paper).empty());
    EXPECT_GT(inked(paper), 5'000U);
    EXPECT_EQ(paper.cuts.size(), 1U);
}
