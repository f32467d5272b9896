// Goal: no amount, quantity, rate or tax is ever a floating point number, on its way from the till
// to the office neither.
// Method: the reading of code is tried on small examples first, then on the real tree.
#include "tests/unit/house/floating.hpp"

#include <gtest/gtest.h>

using house::File;

namespace {

const std::vector<File>& whole_tree() {
    static const std::vector<File> files = house::read_tree(COUNTERFOIL_SOURCE_DIR);
    return files;
}

std::size_t floats_in(const std::string& code) {
    return house::floating_points({{"pos/money/a.cpp", code}}).size();
}

}  // namespace

TEST(Floating, code_is_told_from_comments_and_quotes) {
    EXPECT_EQ(house::code_alone("int a; // float\nint b;"), "int a;  \nint b;");
    EXPECT_EQ(house::code_alone("a /* 1.5\n2.5 */ b"), "a \n  b");
    EXPECT_EQ(house::code_alone("f(\"a \\\" 1.5\", 'x', '\"', 2)"), "f( ,  ,  , 2)");
    EXPECT_EQ(house::code_alone("R\"sql(a\n\"1.5)\" )sql\" b"), "\n  b");
    EXPECT_EQ(house::code_alone("1'000'000 // it's"), "1'000'000  ");
}

TEST(Floating, types_literals_and_readers_are_found) {
    for (const char* code :
         {"double rate;", "std::vector<float> shares;", "auto x = static_cast<long double>(y);",
          "auto x = 0.5 * y;", "auto x = .5;", "auto x = 1.;", "auto x = 86'400.0;",
          "auto x = 1e6;", "auto x = 2E-3;", "auto x = std::stod(text);", "x = atof(text);"}) {
        EXPECT_EQ(floats_in(code), 1U) << code;
    }
    for (const char* code :
         {"auto opening_float = 1;", "doubled(2);", "// a float of 1.5", "say(\"1.5 double\");",
          "auto x = 0x1e5;", "auto x = 10'000;", "e14.has_value(); utf8.size(); a[1].b;",
          "#include <unicode/utf8.h>", "f(values...); x = e8;", "constexpr auto k = 5U;"}) {
        EXPECT_EQ(floats_in(code), 0U) << code;
    }
    const auto found = house::floating_points({{"sync/wire/a.hpp", "\n/* one\n*/ double x;\n"}});
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found[0].line, 3);
    EXPECT_TRUE(house::floating_points({{"app/core/bench/a.cpp", "double took;"}}).empty());
    EXPECT_TRUE(house::floating_points({{"pos/README.md", "double"}}).empty());
}

TEST(Floating, leave_is_given_back_that_nobody_needs) {
    EXPECT_EQ(house::needless_leave({{"pos/locale/zone.cpp", "int x; // double"}}).size(), 2U);
    EXPECT_EQ(house::needless_leave({{"pos/locale/zone.cpp", "double x;"}}).size(), 1U);
}

TEST(Tree, counts_nothing_in_floating_point) {
    const auto findings = house::floating_points(whole_tree());
    EXPECT_TRUE(findings.empty()) << house::render(findings);
    const auto needless = house::needless_leave(whole_tree());
    EXPECT_TRUE(needless.empty()) << house::render(needless);
}
