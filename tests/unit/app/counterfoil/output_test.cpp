// Goal: tables align by what a terminal shows, CSV survives any cell.
#include "app/counterfoil/output.hpp"

#include <gtest/gtest.h>

#include <sstream>

using namespace app::counterfoil;

TEST(Output, columns_align_by_cells_not_bytes) {
    std::ostringstream out;
    write_table(out, {.columns = {{"name"}, {"total", true}},
                      .rows = {{"Żółty ser", "2.75"}, {"龙井绿茶", "18.50"}, {"Milk", "1.19"}}});
    EXPECT_EQ(out.str(),
              "name       total\n"
              "Żółty ser   2.75\n"
              "龙井绿茶   18.50\n"
              "Milk        1.19\n");
}

TEST(Output, csv_quotes_only_what_needs_it) {
    std::ostringstream out;
    write_csv(out,
              {.columns = {{"a"}, {"b"}}, .rows = {{"plain", "a \"b\", c"}, {"two\nlines", ""}}});
    EXPECT_EQ(out.str(), "a,b\nplain,\"a \"\"b\"\", c\"\n\"two\nlines\",\n");
}

TEST(Output, one_is_no_plural) {
    EXPECT_EQ(counted(0, "row", "rows"), "0 rows");
    EXPECT_EQ(counted(1, "row was", "rows were"), "1 row was");
    EXPECT_EQ(counted(std::uint64_t{2'000}, "row", "rows"), "2000 rows");
}

TEST(Output, marks_take_no_cell) {
    EXPECT_EQ(display_width("e\xCC\x81"), 1U);
}
