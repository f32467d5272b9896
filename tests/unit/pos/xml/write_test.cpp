// Goal: what is written is what a reader gets back, whatever the texts are.
// Method: the look of a small file, each character that needs care, and seeded bytes both ways.
#include "pos/xml/write.hpp"

#include <gtest/gtest.h>

#include <random>

#include "pos/xml/read.hpp"

using namespace pos::xml;

namespace {

std::string escaped(std::string_view text, Place place) {
    std::string out;
    escape(out, text, place);
    return out;
}

}  // namespace

TEST(XmlWrite, an_element_a_line) {
    Writer xml{"a"};
    xml.attribute("xmlns", "urn:a");
    xml.element("b", "one & two");
    xml.open("c");
    xml.element("d", "unit", "\"KGM\"", "3");
    xml.element("e", "");
    xml.close();
    EXPECT_EQ(std::move(xml).finish(),
              "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
              "<a xmlns=\"urn:a\">\n"
              "  <b>one &amp; two</b>\n"
              "  <c>\n"
              "    <d unit=\"&quot;KGM&quot;\">3</d>\n"
              "    <e/>\n"
              "  </c>\n"
              "</a>\n");
}

TEST(XmlWrite, what_is_open_is_closed_at_the_end) {
    Writer xml{"a"};
    xml.open("b");
    xml.open("c");
    EXPECT_TRUE(read(std::move(xml).finish()));
}

TEST(XmlWrite, what_xml_reserves_is_escaped) {
    EXPECT_EQ(escaped("<&>\"'\t\n\r", Place::text), "&lt;&amp;&gt;\"'\t\n&#13;");
    EXPECT_EQ(escaped("<&>\"'\t\n\r", Place::value), "&lt;&amp;&gt;&quot;'&#9;&#10;&#13;");
    EXPECT_EQ(escaped("]]>", Place::text), "]]&gt;");
    EXPECT_EQ(escaped("Żółć 中 😀", Place::text), "Żółć 中 😀");
}

TEST(XmlWrite, what_xml_cannot_say_is_replaced) {
    EXPECT_EQ(escaped(std::string_view{"a\0b\x1F", 4}, Place::text), "a\uFFFDb\uFFFD");
    EXPECT_EQ(escaped("\xFFx", Place::text), "\uFFFDx");
    EXPECT_EQ(escaped("\xC3", Place::text), "\uFFFD") << "cut off";
    EXPECT_EQ(escaped("\xC0\x80", Place::text), "\uFFFD\uFFFD") << "overlong";
    EXPECT_EQ(escaped("\xED\xA0\x80", Place::text), "\uFFFD\uFFFD\uFFFD") << "a surrogate";
    EXPECT_EQ(escaped("\xEF\xBF\xBF", Place::text), "\uFFFD\uFFFD\uFFFD") << "U+FFFF";
    EXPECT_EQ(escaped("\xF4\x90\x80\x80", Place::text), "\uFFFD\uFFFD\uFFFD\uFFFD");
}

TEST(XmlWrite, any_bytes_come_back_as_they_are_or_replaced) {
    constexpr unsigned kSeed = 71;
    std::mt19937 random{kSeed};
    const std::string_view alphabet[] = {"a",  "<",    "&",    ">",           "\"", "\n",
                                         "\r", "\t",   " ",    "é",           "中", "😀",
                                         "]",  "\x01", "\xC3", "\xED\xA0\x80"};
    for (int i = 0; i < 2'000; ++i) {
        std::string text = "x";
        for (auto n = random() % 12; n > 0; --n) text += alphabet[random() % 16];
        text += "x";
        Writer xml{"a"};
        xml.attribute("v", text);
        xml.text(text);
        const auto document = read(std::move(xml).finish());
        ASSERT_TRUE(document) << "seed " << kSeed << ": " << text;
        ASSERT_EQ(document->root().text, document->root().attribute("v"));
        if (text.find_first_of("\x01\xED") == std::string::npos &&
            text.find("\xC3") == std::string::npos) {
            ASSERT_EQ(document->root().text, text) << "seed " << kSeed;
        }
    }
}
