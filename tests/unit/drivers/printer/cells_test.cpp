// Goal: a line never runs over the edge of the paper, whatever the script.
// Method: widths and breaks by hand for scripts that differ, then random texts of all of them,
// whose lines must fit and together hold every character that is not a space.
#include "drivers/printer/cells.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "drivers/printer/code_points.hpp"

using namespace drivers::printer;
using Lines = std::vector<std::string>;

TEST(Cells, east_asian_characters_take_two_and_marks_none) {
    EXPECT_EQ(cells_of("Milk 1 l"), 8U);
    EXPECT_EQ(cells_of("辣椒"), 4U);
    EXPECT_EQ(cells_of("한글"), 4U);
    EXPECT_EQ(cells_of("한"), 2U);    // the same from conjoining letters
    EXPECT_EQ(cells_of("ｱｲ"), 2U);    // half-width
    EXPECT_EQ(cells_of("ＡＢ"), 4U);  // full-width
    EXPECT_EQ(cells_of("e\u0301"), 1U);
    EXPECT_EQ(cells_of("שָׁלוֹם"), 4U);
    EXPECT_EQ(cells_of("น้ำ"), 2U);  // SARA AM stands on the line, the tone mark does not
    EXPECT_EQ(cells_of("\u200E\u2067a\u2069"), 1U);
}

TEST(Cells, tidy_leaves_one_line_of_valid_text) {
    EXPECT_EQ(tidy("a\tb\nc"), "a b c");
    EXPECT_EQ(tidy("a\xFF\x62"), "a\uFFFDb");
    EXPECT_EQ(tidy("\u202Eevil\u202C \u2066x\u2069"), "evil x");
    EXPECT_EQ(tidy("Ein\u00ADkauf"), "Einkauf");
    EXPECT_EQ(tidy("\u200F5\u200E"), "\u200F5\u200E");  // marks of direction stay
    EXPECT_EQ(tidy("a\u2028b"), "a b");
}

TEST(Wrap, breaks_where_the_script_allows) {
    EXPECT_EQ(wrap("Returns within 28 days", 12), (Lines{"Returns", "within 28", "days"}));
    EXPECT_EQ(wrap("self-raising flour", 9), (Lines{"self-", "raising", "flour"}));
    EXPECT_EQ(wrap("18,22\u00A0€ pro kg", 8), (Lines{"18,22\u00A0€", "pro kg"}));
    EXPECT_EQ(wrap("豆豉油制辣椒", 5), (Lines{"豆豉", "油制", "辣椒"}));
    EXPECT_EQ(wrap("ขวดใหญ่พิเศษ", 8), (Lines{"ขวดใหญ่", "พิเศษ"}));
}

TEST(Wrap, breaks_a_word_that_is_longer_than_a_line) {
    EXPECT_EQ(wrap("Rindfleischetikettierung", 10), (Lines{"Rindfleisc", "hetikettie", "rung"}));
    EXPECT_EQ(wrap("क्षेत्रीय", 3).size(), 3U);
    EXPECT_EQ(wrap_anywhere("AB-CD:EF", 4), (Lines{"AB-C", "D:EF"}));
}

TEST(Wrap, gives_one_empty_line_for_nothing) {
    EXPECT_EQ(wrap("", 8), Lines{""});
    EXPECT_EQ(wrap("   ", 8), Lines{""});
}

TEST(Wrap, random_texts_fit_and_lose_nothing) {
    const std::u32string alphabet = U"ab -.,äß€अक्षिקְאرّيไม้豆油ｱ한\u0301\u200E";
    for (unsigned seed = 0; seed < 500; ++seed) {
        SCOPED_TRACE(seed);
        std::mt19937 random{seed};
        const auto pick = [&](std::size_t below) {
            return static_cast<unsigned>(random() % below);
        };
        std::u32string text;
        for (unsigned length = pick(60); length > 0; --length) {
            text += alphabet[pick(alphabet.size())];
        }
        const unsigned cells = 2 + pick(20);
        std::u32string joined;
        for (const std::string& line : wrap(to_utf8(text), cells)) {
            const std::u32string points = code_points(line);
            // One letter with its vowel signs may be wider than two cells.
            if (points.size() > 3) {
                EXPECT_LE(cells_of(line), std::max(cells, 4U));
            }
            joined += points;
        }
        std::erase(joined, U' ');
        std::erase(text, U' ');
        EXPECT_EQ(to_utf8(joined), to_utf8(text));
    }
}
