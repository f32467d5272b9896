// Goal: lines stand on paper where a printer sets them, in every style, direction and mode.
// Method: ESC/POS by hand; places in dots, worked out from the manual.
#include "drivers/printer/paper/press.hpp"

#include <gtest/gtest.h>

#include "drivers/printer/paper/interpreter.hpp"

using namespace drivers::printer::paper;
using namespace std::string_view_literals;

namespace {

Paper print(std::string_view bytes, const Model& model = {}) {
    Interpreter printer{model};
    printer.feed(pos::as_bytes(bytes));
    printer.finish();
    return printer.take_paper();
}

const Letters& letters(const Paper& paper, std::size_t index) {
    return std::get<Letters>(paper.marks.at(index).what);
}

}  // namespace

TEST(Press, stands_sizes_on_one_foot) {
    const Paper paper = print(
        "a\x1D!\x11"
        "b\x1BM\1c\n");
    ASSERT_EQ(paper.marks.size(), 3U);
    EXPECT_EQ(paper.marks[0].place, (Place{0, 24, 12, 24}));
    EXPECT_EQ(paper.marks[1].place, (Place{12, 0, 24, 48}));
    EXPECT_EQ(paper.marks[2].place, (Place{36, 14, 18, 34}));
    EXPECT_EQ(paper.length, 48U);
}

TEST(Press, justifies_lines_and_ignores_it_inside_one) {
    const Paper paper = print(
        "\x1B"
        "a\1mid\n\x1B"
        "a\2end\nx\x1B"
        "a\0y\n"sv);
    EXPECT_EQ(paper.marks[0].place.x, 270);
    EXPECT_EQ(paper.marks[1].place.x, 540);
    EXPECT_EQ(paper.marks[2].place.x, 552);
    ASSERT_EQ(paper.remarks.size(), 1U);
    EXPECT_EQ(paper.remarks[0].fault, Fault::bad_value);
}

TEST(Press, breaks_a_line_at_the_edge_of_its_area) {
    const Paper paper = print("\x1DL\x0A\0\x1DW\x30\0abcdef\n"sv);
    ASSERT_EQ(paper.marks.size(), 2U);
    EXPECT_EQ(letters(paper, 0).text, U"abcd");
    EXPECT_EQ(paper.marks[0].place.x, 10);
    EXPECT_EQ(letters(paper, 1).text, U"ef");
    EXPECT_EQ(paper.marks[1].place.y, 30);
}

TEST(Press, turns_lines_upside_down_and_characters_sideways) {
    const Paper paper = print("\x1B{\1ab\n\x1B{\0\x1BV\1ab\n"sv);
    EXPECT_EQ(paper.marks[0].place, (Place{552, 0, 24, 24, Turn::half}));
    EXPECT_EQ(paper.marks[1].place, (Place{0, 30, 48, 12}));
    EXPECT_TRUE(letters(paper, 1).style.sideways);
}

TEST(Press, moves_by_tabs_and_positions) {
    const Paper paper = print(
        "a\tb\x1B$\x2C\1c\x1B\\\xF4\xFF"
        "d\n");
    EXPECT_EQ(paper.marks[1].place.x, 96);
    EXPECT_EQ(paper.marks[2].place.x, 300);
    EXPECT_EQ(paper.marks[3].place.x, 300);
    const Paper own = print(
        "\x1B"
        "D\5\x0A\0x\ty\tz\tw\n"sv);
    EXPECT_EQ(own.marks[1].place.x, 60);
    EXPECT_EQ(own.marks[2].place.x, 120);
    EXPECT_EQ(letters(own, 2).text, U"zw");  // no tab is left
}

TEST(Press, feeds_by_steps_of_half_a_dot_or_a_whole_one) {
    EXPECT_EQ(print("\x1BJ\x28").length, 20U);
    EXPECT_EQ(print("\x1BJ\x28", {.feed_steps_per_inch = 203}).length, 40U);
    EXPECT_EQ(print("\x1B"
                    "d\3")
                  .length,
              90U);
    EXPECT_EQ(print("\x1B"
                    "3\x14"
                    "a\na\n")
                  .length,
              48U);  // no less than a character is high
    EXPECT_EQ(print("\x1B"
                    "d\3\x1B"
                    "e\1b\n")
                  .marks[0]
                  .place.y,
              60);
}

TEST(Press, sets_a_page_in_four_directions) {
    // An area of 100 by 60 dots at (10, 20); a character of 12 by 24 at its start.
    const auto place = [&](char direction) {
        const std::string head{"\x1BL\x1DP\xCB\xCB\x1BW\x0A\0\x14\0\x64\0\x3C\0\x1BT", 18};
        return print(head + direction + "x\x0C").marks.at(0).place;
    };
    EXPECT_EQ(place('\0'), (Place{10, 20, 12, 24, Turn::none}));
    EXPECT_EQ(place('\1'), (Place{10, 68, 24, 12, Turn::three_quarters}));
    EXPECT_EQ(place('\2'), (Place{98, 56, 12, 24, Turn::half}));
    EXPECT_EQ(place('\3'), (Place{86, 20, 24, 12, Turn::quarter}));
}

TEST(Press, prints_a_page_once_and_drops_one_that_is_cancelled) {
    const Paper paper = print(
        "\x1BLone\x0C"
        "two\n\x1BLgone\x18\x0C\x1BLlost\x1BSend\n");
    ASSERT_EQ(paper.marks.size(), 3U);
    EXPECT_EQ(letters(paper, 0).text, U"one");
    EXPECT_EQ(letters(paper, 1).text, U"two");
    EXPECT_EQ(letters(paper, 2).text, U"end");
}

TEST(Press, has_an_end_of_paper) {
    std::string bytes;
    for (int i = 0; i < 4'000; ++i)
        bytes +=
            "line\x1B"
            "d\xFF";
    const Paper paper = print(bytes);
    EXPECT_EQ(paper.length, Press::kLengthMax);
    EXPECT_EQ(paper.remarks_count, 1U);
    EXPECT_EQ(paper.remarks[0].fault, Fault::paper_full);
}
