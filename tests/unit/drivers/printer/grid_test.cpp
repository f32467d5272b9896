// Goal: words and amounts never touch, never leave the paper, and mirror in right-to-left
// documents. Method: pictures of lines by hand for each rule; then random blocks in both
// directions, whose pieces must stay apart and inside, and mirror each other.
#include "drivers/printer/grid.hpp"

#include <gtest/gtest.h>

#include <random>

#include "drivers/printer/cells.hpp"

using namespace drivers::printer;
using namespace pos::document;

namespace {

constexpr Grid kLtr{20, Direction::ltr, 0};
constexpr Grid kRtl{20, Direction::rtl, 0};

/// Lines with '.' where nothing stands.
std::string picture(const std::vector<GridLine>& lines, unsigned columns = 20) {
    std::string out;
    for (const GridLine& line : lines) {
        unsigned column = 0;
        for (const Placed& piece : line) {
            out.append(piece.column - column, '.');
            out += piece.text;
            column = piece.column + piece.cells;
        }
        out.append(columns - column, '.');
        out += '\n';
    }
    return out;
}

std::string picture(const TableLines& lines) {
    return picture(lines.head) + picture(lines.rows);
}

}  // namespace

TEST(Grid, text_stands_at_the_start_the_middle_or_the_end) {
    EXPECT_EQ(picture(lay_out(Text{"milk"}, kLtr)), "milk................\n");
    EXPECT_EQ(picture(lay_out(Text{"milk", Align::centre}, kLtr)), "........milk........\n");
    EXPECT_EQ(picture(lay_out(Text{"milk", Align::end}, kLtr)), "................milk\n");
    EXPECT_EQ(picture(lay_out(Text{"milk"}, kRtl)), "................milk\n");
    EXPECT_EQ(picture(lay_out(Text{"milk", Align::end}, kRtl)), "milk................\n");
}

TEST(Grid, a_row_keeps_its_amount_whole_on_the_last_line) {
    EXPECT_EQ(picture(lay_out(Row{"milk", "1.19"}, kLtr)), "milk............1.19\n");
    EXPECT_EQ(picture(lay_out(Row{"milk", "1.19"}, kRtl)), "1.19............milk\n");
    EXPECT_EQ(picture(lay_out(Row{"x", "1.19", kPlain, 2}, kLtr)), "..x.............1.19\n");
    // Upper lines use the whole width where the last one leaves room.
    EXPECT_EQ(picture(lay_out(Row{"handmade crispbread in boxes", "4.75"}, kLtr)),
              "handmade crispbread.\nin boxes........4.75\n");
    // Else each line leaves room.
    EXPECT_EQ(picture(lay_out(Row{"handmade crispbread", "4.75"}, kLtr)),
              "handmade............\ncrispbread......4.75\n");
}

TEST(Grid, an_amount_too_wide_stands_beneath) {
    EXPECT_EQ(picture(lay_out(Row{"milk", "12,345,678,901.20"}, kLtr)),
              "milk................\n...12,345,678,901.20\n");
    EXPECT_EQ(picture(lay_out(Row{"milk", "1,234,567,890,123,456,789.00"}, kLtr)),
              "milk................\n1,234,567,890,123,45\n............6,789.00\n");
    EXPECT_EQ(picture(lay_out(Row{"", "1,234,567,890,123,456,789.00"}, kLtr)),
              "1,234,567,890,123,45\n............6,789.00\n");
}

TEST(Grid, amounts_of_a_mirrored_document_line_up_by_their_last_digit) {
    Document document{.direction = Direction::rtl, .language = "he", .blocks = {}};
    const Row small{"a", "5.50", kPlain, 0, true};
    const Row large{"b", "100.00", kPlain, 0, true};
    const Row total{"c", "1,000,000.00", kLarge, 0, true};  // stands apart
    const Row number{"d", "B01-T1-000123"};                 // no amount
    document.blocks = {small, large, total, number};
    EXPECT_EQ(figure_cells(document), 6U);
    const Grid grid{20, Direction::rtl, figure_cells(document)};
    EXPECT_EQ(picture(lay_out(small, grid)), "..5.50.............a\n");
    EXPECT_EQ(picture(lay_out(large, grid)), "100.00.............b\n");
    EXPECT_EQ(picture(lay_out(number, grid)), "B01-T1-000123......d\n");
}

TEST(Grid, a_table_shares_the_room_that_is_left) {
    const Table table{{"VAT", "Net", "Tax", "Sum"}, {{"20 %", "5.00", "1.00", "6.00"}}, kPlain};
    EXPECT_EQ(picture(lay_out(table, kLtr)), "VAT....Net..Tax..Sum\n20 %..5.00.1.00.6.00\n");
    const Table turned{
        {"a", "b", "c", "d"}, {{"x", "10.0", "1.0", "3"}, {"y", "9.0", "10.0", "44"}}, kPlain};
    EXPECT_EQ(picture(lay_out(turned, kRtl)),
              "d....c......b......a\n.3....1.0...10.0...x\n44...10.0....9.0...y\n");
}

TEST(Grid, a_table_too_wide_is_spread_over_lines) {
    const Table table{
        {"VAT", "Net", "Tax", "Sum"}, {{"20 %", "12345.00", "2469.00", "14814.00"}}, kPlain};
    EXPECT_EQ(
        picture(lay_out(table, kLtr)),
        "20 %................\n..Net.......12345.00\n..Tax........2469.00\n..Sum.......14814.00\n");
}

TEST(Grid, a_table_spread_over_lines_leaves_no_line_for_an_empty_column) {
    const Table table{
        {"VAT", "", "Net", "Tax"}, {{"Reverse charge", "", "12345.00", "0.00"}}, kPlain};
    EXPECT_EQ(picture(lay_out(table, kLtr)),
              "Reverse charge......\n..Net.......12345.00\n..Tax...........0.00\n");
}

TEST(Grid, one_line_fits_with_a_gap) {
    EXPECT_TRUE(fits_one_line(Row{"TOTAL", "18.01"}, 11));
    EXPECT_FALSE(fits_one_line(Row{"TOTAL", "18.01"}, 10));
    EXPECT_TRUE(fits_one_line(Row{"TOTAL", ""}, 5));
}

TEST(Grid, random_blocks_stay_inside_and_mirror) {
    const std::string words[] = {"milk",  "辣椒",         "a", "crispbread",
                                 "12.50", "1,234,567.89", "é", ""};
    for (unsigned seed = 0; seed < 1000; ++seed) {
        SCOPED_TRACE(seed);
        std::mt19937 random{seed};
        const auto pick = [&](std::size_t below) {
            return static_cast<unsigned>(random() % below);
        };
        const auto text = [&] {
            std::string out;
            for (unsigned count = pick(6); count > 0; --count) out += words[pick(8)] + ' ';
            return out;
        };
        const unsigned columns = 8 + pick(50);
        const Row row{text(), words[pick(8)], kPlain, pick(5)};
        const auto ltr = lay_out(row, Grid{columns, Direction::ltr, 0});
        const auto rtl = lay_out(row, Grid{columns, Direction::rtl, 0});
        ASSERT_EQ(ltr.size(), rtl.size());
        for (std::size_t i = 0; i < ltr.size(); ++i) {
            unsigned edge = 0;
            for (const Placed& piece : ltr[i]) {
                EXPECT_GE(piece.column, edge);
                edge = piece.column + piece.cells;
            }
            EXPECT_LE(edge, columns);
            ASSERT_EQ(ltr[i].size(), rtl[i].size());
            for (std::size_t j = 0; j < ltr[i].size(); ++j) {
                const Placed& here = ltr[i][j];
                const Placed& there = rtl[i][ltr[i].size() - 1 - j];
                EXPECT_EQ(here.text, there.text);
                EXPECT_EQ(here.column, columns - there.column - there.cells);
            }
        }
    }
}
