// Goal: plain text is told from text that must be shaped; lines break and end as promised.
// Method: the real fonts, no display; widths compared with each other, never with a figure.
#include "app/till/ui/text_runs.hpp"

#include <gtest/gtest.h>

#include "app/till/ui/type.hpp"

namespace ui = till::ui;

namespace {

class TextRuns : public ::testing::Test {
protected:
    static constexpr std::string_view kName = "Washing powder for delicate dark woollens";

    std::vector<std::string> wrapped(std::string_view text, float room, int lines_max) {
        std::vector<std::string> out;
        for (const auto& line : type.measured(font, text).wrap(room, lines_max))
            out.push_back(std::string(text.substr(line.begin, line.end - line.begin)) +
                          (line.ellipsis ? "…" : ""));
        return out;
    }

    ui::NullTextures textures;
    ui::Type type{textures};
    ui::Font font{ui::Weight::medium, 15, 0};
};

}  // namespace

TEST_F(TextRuns, latin_greek_cyrillic_and_figures_are_plain) {
    for (const char* text : {"Crème fraîche 70 %", "Żółty ser", "Ελιές", "Молоко", "€18.22 – 6×1.5",
                             "Tiếng Việt", "1\u202F204,50\u00A0€", "⌫ ▲ ✓", ""})
        EXPECT_TRUE(type.plain(text)) << text;
}

TEST_F(TextRuns, everything_that_must_be_shaped_is_not_plain) {
    for (const char* text :
         {"חלב", "حليب", "बासमती", "น้ำ", "有機", "e\u0301", "a\u200Fb", "a\u202Eb", "😀",
          "\u2068x\u2069", "a\nb", "soft\u00ADhyphen", "Milk חלב"})
        EXPECT_FALSE(type.plain(text)) << text;
}

TEST_F(TextRuns, figures_are_all_of_one_width) {
    const float one = type.width(font, "1111111");
    for (const char* text : {"0000000", "7777777", "1234567"})
        EXPECT_NEAR(type.width(font, text), one, 0.05F) << text;  // the font's own units
}

TEST_F(TextRuns, pairs_are_kerned) {
    EXPECT_LT(type.width(font, "To"), type.width(font, "T") + type.width(font, "o"));
}

TEST_F(TextRuns, a_text_with_room_stays_on_one_line) {
    EXPECT_EQ(wrapped("Milk 1 l", 200, 2), std::vector<std::string>{"Milk 1 l"});
    EXPECT_TRUE(wrapped("", 200, 2).empty());
}

TEST_F(TextRuns, lines_break_between_words_and_the_last_ends_in_an_ellipsis) {
    const auto lines = wrapped(kName, 111, 2);
    ASSERT_EQ(lines.size(), 2U);
    EXPECT_EQ(lines[0], "Washing");
    EXPECT_TRUE(lines[1].starts_with("powder for ") && lines[1].ends_with("…")) << lines[1];
    for (const std::string& line : lines) EXPECT_LE(type.width(font, line), 111.5F) << line;
}

TEST_F(TextRuns, no_line_is_ever_wider_than_its_room) {
    for (int room = 20; room < 320; room += 7)
        for (int lines = 1; lines <= 3; ++lines)
            for (const std::string& line : wrapped(kName, static_cast<float>(room), lines))
                EXPECT_LE(type.width(font, line), static_cast<float>(room) + 0.5F)
                    << line << " in " << room;
}

TEST_F(TextRuns, a_word_too_long_for_a_line_is_broken_within) {
    const auto lines = wrapped("Donaudampfschifffahrtsgesellschaft", 100, 3);
    ASSERT_EQ(lines.size(), 3U);
    EXPECT_EQ(lines[0] + lines[1] + lines[2], "Donaudampfschifffahrtsgesellschaft");
}

TEST_F(TextRuns, a_first_line_without_room_stays_empty) {
    const auto lines = type.measured(font, "Mississippi flows").wrap(200, 2, 10);
    ASSERT_EQ(lines.size(), 2U);
    EXPECT_EQ(lines[0].begin, lines[0].end);
    EXPECT_EQ(lines[1].begin, 0U);
}

TEST_F(TextRuns, a_cut_has_no_space_before_the_ellipsis) {
    for (int room = 30; room < 200; ++room) {
        const auto lines = wrapped(kName, static_cast<float>(room), 1);
        ASSERT_EQ(lines.size(), 1U);
        EXPECT_EQ(lines[0].find(" …"), std::string::npos) << lines[0];
    }
}

TEST_F(TextRuns, the_caret_finds_its_place_and_a_finger_its_character) {
    const std::string_view text = "Żółty";
    const auto measured = type.measured(font, text);
    EXPECT_EQ(measured.place(0), 0);
    EXPECT_EQ(measured.place(text.size()), measured.width());
    for (const std::size_t byte : {0UL, 2UL, 4UL, 6UL, 7UL, 8UL})
        EXPECT_EQ(measured.nearest(measured.place(byte)), byte);
    EXPECT_EQ(measured.nearest(-50), 0U);
    EXPECT_EQ(measured.nearest(5000), text.size());
}
