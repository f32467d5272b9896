// Goal: bytes become the characters that the printer's pages give them, and text keeps its places.
// Method: the C library's converters as a second opinion on every page that they know; layouts by
// hand.
#include "drivers/printer/paper/text.hpp"

#include <gtest/gtest.h>
#include <iconv.h>

#include <array>

#include "drivers/printer/code_points.hpp"
#include "drivers/printer/paper/code_tables.hpp"
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

/// 0 where the C library knows no character.
char32_t by_iconv(const char* charset, unsigned char byte) {
    iconv_t converter = iconv_open("UTF-8", charset);
    if (converter == reinterpret_cast<iconv_t>(-1)) return 0;
    char from = static_cast<char>(byte);
    char* in = &from;
    std::array<char, 8> to{};
    char* out = to.data();
    std::size_t in_left = 1;
    std::size_t out_left = to.size();
    const bool good = iconv(converter, &in, &in_left, &out, &out_left) == 0;
    iconv_close(converter);
    const auto text = drivers::printer::code_points({to.data(), to.size() - out_left});
    return good && text.size() == 1 ? text[0] : 0;
}

}  // namespace

TEST(CodeTables, agree_with_the_c_library) {
    const std::pair<const char*, const char*> pages[] = {
        {"cp437", "CP437"},         {"cp850", "CP850"},         {"cp852", "CP852"},
        {"cp866", "CP866"},         {"cp857", "CP857"},         {"cp737", "CP737"},
        {"cp775", "CP775"},         {"windows-1250", "CP1250"}, {"windows-1251", "CP1251"},
        {"windows-1252", "CP1252"}, {"windows-1257", "CP1257"}, {"iso-8859-15", "ISO-8859-15"},
        {"cp1119", "CP772"},        {"cp1118", "CP774"}};
    for (const auto& [ours, theirs] : pages) {
        const auto table = upper_half(ours);
        ASSERT_TRUE(table) << ours;
        unsigned differ = 0;
        for (unsigned byte = 0xA0; byte < 256; ++byte) {
            const char32_t known = by_iconv(theirs, static_cast<unsigned char>(byte));
            if (known != 0 && known != (*table)[byte - 128]) ++differ;
        }
        // Makers of converters are of two minds on a sign or two: mu, sharp s, dots.
        EXPECT_LE(differ, 3U) << ours;
    }
}

TEST(CodeTables, have_every_page_that_they_name) {
    for (unsigned number = 0; number < 256; ++number) {
        for (const std::string_view name : {epson_page(number), star_page(number)}) {
            EXPECT_TRUE(name.empty() || upper_half(name)) << name;
        }
    }
}

TEST(PaperText, knows_pages_national_sets_and_two_bytes) {
    EXPECT_EQ(text_of(print("\x1Bt\x10\x80\x1Bt\x13\xD5\x1BR\3#\n")), "€€£\n");
    EXPECT_EQ(text_of(print("\x1C&\xC4\xE3\xBA\xC3\n")), "你好\n");
    EXPECT_EQ(text_of(print("\x1C&$\"\n", {.multibyte = "shift_jis"})), "あ\n");
    EXPECT_EQ(text_of(print("\x1C&\x1C"
                            "C\1\x82\xA0\n",
                            {.multibyte = "shift_jis"})),
              "あ\n");
    EXPECT_EQ(text_of(print("\x1C&\xA7\x41\xA6\x6E\n", {.multibyte = "big5"})), "你好\n");
    EXPECT_EQ(text_of(print("\x1C(C\2\0\x30\x32K\xC3\xA4se\n"sv)), "Käse\n");
    EXPECT_EQ(text_of(print("\x80\n", {.pages = {{0, "windows-1252"}}})), "€\n");
}

TEST(PaperText, remarks_bytes_without_a_character_once_for_a_run) {
    const Paper paper = print(
        "a\x1Bt\x10\x81\x8D\x8F"
        "b\n");
    ASSERT_EQ(paper.remarks.size(), 1U);
    EXPECT_EQ(paper.remarks[0].fault, Fault::unprintable);
    EXPECT_EQ(paper.remarks[0].size, 3U);
}

TEST(PaperText, keeps_places_and_bare_lines) {
    EXPECT_EQ(text_of(print("Milk\t1.19\n\n\x1B"
                            "a\1mid\n\x1DV\0"sv)),
              "Milk    1.19\n\n                      mid\n"
              "================================================\n");
}
