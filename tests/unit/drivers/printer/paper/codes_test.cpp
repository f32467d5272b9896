// Goal: codes say what they were told to, and refuse what they cannot hold.
// Method: widths against zint's own; notation of GS k 73; scanning them is for the golden and the
// conformance tests.
#include <gtest/gtest.h>
#include <zint.h>

#include <algorithm>

#include "drivers/printer/paper/bar_symbols.hpp"
#include "drivers/printer/paper/code128.hpp"
#include "drivers/printer/paper/zint_symbol.hpp"

using namespace drivers::printer::paper;
using namespace std::string_view_literals;

TEST(Code128, has_the_elements_of_another_encoder) {
    for (const std::string_view text : {"ABC"sv, "B01-T1-X"sv, "Hello, world"sv, "a\x7F"sv}) {
        const auto ours = code128_of_text(text);
        ASSERT_TRUE(ours);
        const auto theirs = zint_elements({.symbology = BARCODE_CODE128B, .data = text});
        ASSERT_TRUE(theirs);
        EXPECT_EQ(elements_of(*ours), *theirs) << text;
    }
}

TEST(Code128, follows_the_notation) {
    EXPECT_EQ(code128_of_notation("{B{{x")->text, "{x");
    EXPECT_EQ(code128_of_notation("{C\x0C\x22{BX")->text, "1234X");
    EXPECT_EQ(code128_of_notation("{C\x0C\x22{BX")->values,
              (std::vector<unsigned>{105, 12, 34, 100, 56}));
    EXPECT_EQ(code128_of_notation("{AX{Sx{1")->values,
              (std::vector<unsigned>{103, 56, 98, 88, 102}));
    EXPECT_EQ(code128_of_notation("{A\x01")->text, " ");
    for (const std::string_view bad :
         {""sv, "AB"sv, "{B"sv, "{Ax"sv, "{C\x64"sv, "{1"sv, "{C{2"sv}) {
        EXPECT_FALSE(code128_of_notation(bad)) << bad;
    }
}

TEST(Code128, works_out_check_digits_of_gs1) {
    const auto code = gs1_128_of("(01)0950600013437*(10)A1");
    ASSERT_TRUE(code);
    EXPECT_EQ(code->text, "(01)09506000134376(10)A1");
    EXPECT_EQ(code->values[1], 102U);  // FNC1 behind the start
}

TEST(BarSymbols, correct_a_wrong_check_digit) {
    EXPECT_EQ(bar_symbol(CodeKind::ean_13, "501234567890")->digits, "5012345678900");
    EXPECT_EQ(bar_symbol(CodeKind::ean_13, "5012345678907")->digits, "5012345678900");
    EXPECT_EQ(bar_symbol(CodeKind::ean_8, "9638507")->digits, "96385074");
    EXPECT_EQ(bar_symbol(CodeKind::upc_a, "04210000526")->digits, "042100005264");
}

TEST(BarSymbols, squeeze_upc_a_into_upc_e) {
    EXPECT_EQ(bar_symbol(CodeKind::upc_e, "04210000526")->digits, "0425261");
    EXPECT_EQ(bar_symbol(CodeKind::upc_e, "012345")->digits, "0012345");
    EXPECT_FALSE(bar_symbol(CodeKind::upc_e, "01234567890"));
}

TEST(BarSymbols, refuse_what_they_cannot_hold) {
    EXPECT_FALSE(bar_symbol(CodeKind::ean_13, "12345"));
    EXPECT_FALSE(bar_symbol(CodeKind::ean_8, "963850x"));
    EXPECT_FALSE(bar_symbol(CodeKind::itf, "12a4"));
    EXPECT_FALSE(bar_symbol(CodeKind::codabar, "1234"));
    EXPECT_FALSE(bar_symbol(CodeKind::gs1_databar, "1"));
    EXPECT_FALSE(bar_symbol(CodeKind::qr, "x"));
}

TEST(BarSymbols, have_wide_and_narrow_bars) {
    const auto symbol = bar_symbol(CodeKind::code_39, "A");
    ASSERT_TRUE(symbol && symbol->two_widths);
    const auto wide = std::ranges::count(symbol->elements, 2U);
    const auto narrow = std::ranges::count(symbol->elements, 1U);
    EXPECT_EQ(dots_of(*symbol, 2, 5).width(), static_cast<unsigned>(2 * narrow + 5 * wide));
    EXPECT_EQ(wide, 9);  // three of nine in each of three characters
}
