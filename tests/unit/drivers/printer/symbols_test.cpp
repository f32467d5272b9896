// Goal: codes are made for what they can hold, in a size that scans, and refused for the rest.
// Method: known widths; what they say is proved by scanning them (tests/golden/receipts).
#include "drivers/printer/symbols.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>

#include "drivers/printer/escpos_commands.hpp"

using namespace drivers::printer;

TEST(Symbols, code_128_has_eleven_modules_a_character) {
    // start, 2 pairs, check: 11 each; stop 13
    EXPECT_EQ(code128_modules("1234")->size(), 11U * 4 + 13);
    const auto modules = code128_modules("B01-T1-000123");
    ASSERT_TRUE(modules);
    EXPECT_EQ(modules->size() % 11, 2U);
    EXPECT_TRUE(modules->front());
    EXPECT_TRUE(modules->back());
}

TEST(Symbols, code_128_refuses_what_it_cannot_hold) {
    EXPECT_FALSE(code128_modules(""));
    EXPECT_FALSE(code128_modules("Ж1"));
    EXPECT_FALSE(code128_modules("a\nb"));
    EXPECT_FALSE(code128_modules(std::string(81, 'A')));
}

TEST(Symbols, qr_codes_grow_with_their_text) {
    EXPECT_EQ(qr_modules("A")->side, 21U);
    EXPECT_GT(qr_modules(std::string(500, 'x'))->side, 60U);
    EXPECT_EQ(qr_modules("x")->dark.size(), 21U * 21);
    EXPECT_FALSE(qr_modules(""));
    EXPECT_FALSE(qr_modules(std::string(5000, 'x')));
    EXPECT_FALSE(qr_modules(std::string{"a\0b", 3}));
}

TEST(Symbols, the_side_of_a_qr_code_is_known_without_making_it) {
    EXPECT_FALSE(qr_side(""));
    EXPECT_FALSE(qr_side(std::string(5000, 'x')));
    EXPECT_FALSE(qr_side(std::string{"a\0b", 3}));
    unsigned side = 0;
    for (std::size_t size = 1; qr_side(std::string(size, 'x')); ++size) {
        if (const unsigned next = *qr_side(std::string(size, 'x')); next != side) {
            // The last of one size and the first of the next.
            if (size > 1) {
                EXPECT_EQ(qr_modules(std::string(size - 1, 'x'))->side, side);
            }
            EXPECT_EQ(qr_modules(std::string(size, 'x'))->side, next);
            side = next;
        }
    }
    EXPECT_EQ(side, 177U);
    EXPECT_FALSE(qr_side(std::string(2332, 'x')));
    EXPECT_FALSE(qr_modules(std::string(2332, 'x')));
}

TEST(Symbols, modules_get_as_many_dots_as_fit) {
    EXPECT_EQ(bar_dots(156, 384), 2U);
    EXPECT_EQ(bar_dots(156, 576), 3U);
    EXPECT_EQ(bar_dots(400, 384), 0U);
    EXPECT_EQ(qr_dots(45, 384), 4U);
    EXPECT_EQ(qr_dots(45, 576), 5U);
    EXPECT_EQ(qr_dots(21, 576), 5U);
    EXPECT_EQ(qr_dots(177, 384), 2U);
    EXPECT_EQ(qr_dots(177, 128), 0U);
}

TEST(Code128Notation, pairs_digits_where_that_is_shorter) {
    EXPECT_EQ(code128_notation("AB"), "{BAB");
    EXPECT_EQ(code128_notation("1234"), "{C\x0C\x22");
    EXPECT_EQ(code128_notation("12345"), "{B1{C\x17\x2D");
    EXPECT_EQ(code128_notation("B01-T1-000123"), (std::string{"{BB01-T1-{C\0\1\x17", 14}));
    EXPECT_EQ(code128_notation("A1234B"), "{BA1234B");  // two switches cost what two pairs save
    EXPECT_EQ(code128_notation("A123456B"), "{BA{C\x0C\x22\x38{BB");
    EXPECT_EQ(code128_notation("{"), "{B{{");
}

TEST(Code128Notation, says_how_wide_the_symbol_is) {
    EXPECT_EQ(code128_width(code128_notation("1234")), code128_modules("1234")->size());
    EXPECT_EQ(code128_width(code128_notation("B01-T1-000123")),
              code128_modules("B01-T1-000123")->size());
    EXPECT_EQ(code128_width(code128_notation("A{B")), 11U * 5 + 13);
}
