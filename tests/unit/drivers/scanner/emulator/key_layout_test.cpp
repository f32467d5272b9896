// Goal: a scanner that is a keyboard is read by the layout it was set to, whichever that is.
// Method: each layout types each character of a code and is read back; single keys against real
// keyboards; tables that are none.
#include "drivers/scanner/key_layout.hpp"

#include <gtest/gtest.h>

#include "drivers/scanner/emulator/reports.hpp"
#include "drivers/scanner/keyboard_decoder.hpp"

using namespace drivers::scanner;

namespace {

char32_t typed(std::string_view layout, KeyStroke stroke) {
    return KeyLayout::named(layout).value().symbol(stroke).character;
}

}  // namespace

TEST(KeyLayout, keys_type_what_is_printed_on_them) {
    EXPECT_EQ(typed("us", {0x1d}), U'z');
    EXPECT_EQ(typed("de", {0x1d}), U'y');
    EXPECT_EQ(typed("fr", {0x1d}), U'w');
    EXPECT_EQ(typed("us", {0x1e, true}), U'!');
    EXPECT_EQ(typed("fr", {0x1e}), U'&');
    EXPECT_EQ(typed("fr", {0x1e, true}), U'1');
    EXPECT_EQ(typed("uk", {0x1f, true}), U'"');
    EXPECT_EQ(typed("de", {0x24, true}), U'/');
    EXPECT_EQ(typed("de", {0x14, false, true}), U'@');
    EXPECT_EQ(typed("it", {0x2f, true, true}), U'{');
    EXPECT_EQ(typed("es", {0x33}), U'\u00f1');
    EXPECT_EQ(typed("se", {0x2f}), U'\u00e5');
    EXPECT_EQ(typed("ch", {0x1e, true}), U'+');
    EXPECT_EQ(typed("us", {0xff}), U'\0');
    EXPECT_TRUE(KeyLayout::named("de")->symbol({0x35}).dead);
}

TEST(KeyLayout, every_layout_types_every_character_of_a_code) {
    const auto names = KeyLayout::names();
    EXPECT_GE(names.size(), 8u);
    for (const std::string& name : names) {
        const auto layout = KeyLayout::named(name);
        ASSERT_TRUE(layout) << name;
        for (char c = 1; c < 0x7f; ++c) {
            if (c == '\t' || c == '\n' || c == '\r') continue;
            const std::string code = std::string{"7"} + c + '7';
            KeyboardDecoder decoder{*layout, {}};
            std::vector<std::string> codes;
            for (const auto& report : emulator::keyboard_reports(code, *layout)) {
                decoder.feed(report, codes);
            }
            ASSERT_EQ(codes.size(), 1u) << name << ' ' << static_cast<int>(c);
            EXPECT_EQ(codes[0], code) << name << ' ' << static_cast<int>(c);
        }
    }
}

TEST(KeyLayout, tables_that_are_none) {
    EXPECT_FALSE(KeyLayout::named("xx"));
    EXPECT_FALSE(KeyLayout::parse("zz\ta\tA\t-\t-\n"));
    EXPECT_FALSE(KeyLayout::parse("ff\ta\tA\t-\t-\n"));
    EXPECT_FALSE(KeyLayout::parse("04\tab\tA\t-\t-\n"));
    EXPECT_FALSE(KeyLayout::parse("04\n"));
    EXPECT_TRUE(KeyLayout::parse("# nothing\n\n04\ta\tA\t-\t-\n"));
}
