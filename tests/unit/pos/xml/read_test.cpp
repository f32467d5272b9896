// Goal: files of strangers become a tree, or are refused with line and reason; none can reach out,
// grow without bound or bring the reader down.
// Method: small files for each promise, every refusal, and a seeded storm of damaged files.
#include "pos/xml/read.hpp"

#include <gtest/gtest.h>

#include <random>

using namespace pos::xml;

namespace {

ReadErrorKind refusal(std::string_view bytes, const Limits& limits = {}) {
    const auto document = read(bytes, limits);
    EXPECT_FALSE(document) << bytes.substr(0, 200);
    return document ? ReadErrorKind{} : document.error().kind;
}

std::string nested(std::size_t depth) {
    std::string text;
    for (std::size_t i = 0; i < depth; ++i) text += "<a>";
    for (std::size_t i = 0; i < depth; ++i) text += "</a>";
    return text;
}

}  // namespace

TEST(XmlRead, elements_attributes_texts_namespaces_and_lines) {
    const auto document = read(
        "<?xml version=\"1.0\"?>\n"
        "<!-- a comment -->\n"
        "<r:root xmlns:r='urn:r' xmlns='urn:d' plain='1' r:own='2'>\n"
        "  <first>one <![CDATA[& two]]><?pi?> &lt;three&gt;&#x20AC;</first>\n"
        "  <r:second/>\n"
        "  <first>again</first>\n"
        "</r:root>\n");
    ASSERT_TRUE(document) << to_string(document.error());
    const Element& root = document->root();
    EXPECT_EQ(root.space, "urn:r");
    EXPECT_EQ(root.name, "root");
    EXPECT_EQ(root.line, 3U);
    EXPECT_EQ(root.attribute("plain"), "1");
    EXPECT_EQ(root.attribute("own"), std::nullopt) << "it is of a namespace";
    ASSERT_EQ(root.attributes.size(), 2U);
    EXPECT_EQ(root.attributes[1].space, "urn:r");
    EXPECT_EQ(root.attributes[1].value, "2");

    ASSERT_NE(root.child("urn:d", "first"), nullptr);
    EXPECT_EQ(root.child("urn:d", "first")->trimmed(), "one & two <three>€");
    EXPECT_EQ(root.child("urn:d", "first")->line, 4U);
    EXPECT_NE(root.child("urn:r", "second"), nullptr);
    EXPECT_EQ(root.child("urn:d", "second"), nullptr);
    std::vector<std::string_view> names;
    for (const Element& child : root.children()) names.push_back(child.name);
    EXPECT_EQ(names, (std::vector<std::string_view>{"first", "second", "first"}));
    EXPECT_EQ(document->size(), 4U);
}

TEST(XmlRead, a_document_keeps_its_elements_when_it_is_moved) {
    auto document = read("<a b='c'><d>text</d></a>");
    ASSERT_TRUE(document);
    const Element* const root = &document->root();
    const Document moved = std::move(*document);
    EXPECT_EQ(&moved.root(), root);
    EXPECT_EQ(moved.root().child("", "d")->text, "text");
    EXPECT_EQ(moved.root().attribute("b"), "c");
}

TEST(XmlRead, other_encodings_become_utf8) {
    const auto latin = read("<?xml version='1.0' encoding='ISO-8859-1'?><a>M\xFCnchen</a>");
    ASSERT_TRUE(latin);
    EXPECT_EQ(latin->root().text, "München");
    const auto marked = read("\xEF\xBB\xBF<a>M\xC3\xBCnchen</a>");
    ASSERT_TRUE(marked);
    EXPECT_EQ(marked->root().text, "München");
    std::string wide = "\xFF\xFE";
    for (const char c : std::string_view{"<a>x</a>"}) wide += {c, '\0'};
    const auto utf16 = read(wide);
    ASSERT_TRUE(utf16);
    EXPECT_EQ(utf16->root().text, "x");
}

TEST(XmlRead, lines_beyond_sixty_five_thousand_are_told) {
    const auto document = read("<a>" + std::string(70'000, '\n') + "<b/></a>");
    ASSERT_TRUE(document);
    EXPECT_EQ(document->root().child("", "b")->line, 70'001U);
}

TEST(XmlRead, nothing_is_refused_with_its_line) {
    EXPECT_EQ(refusal(""), ReadErrorKind::empty);
    EXPECT_EQ(refusal(" \n\t"), ReadErrorKind::empty);
    EXPECT_EQ(refusal("no xml"), ReadErrorKind::malformed);
    EXPECT_EQ(refusal("<a><b></a>"), ReadErrorKind::malformed);
    EXPECT_EQ(refusal("<a>"), ReadErrorKind::malformed);
    EXPECT_EQ(refusal("<a/><b/>"), ReadErrorKind::malformed);
    EXPECT_EQ(refusal("<a x='1' x='2'/>"), ReadErrorKind::malformed);
    EXPECT_EQ(refusal("<p:a/>"), ReadErrorKind::malformed);
    EXPECT_EQ(refusal("<a>&nbsp;</a>"), ReadErrorKind::malformed);
    EXPECT_EQ(refusal("<a>\xFF</a>"), ReadErrorKind::malformed);
    EXPECT_EQ(refusal(std::string_view{"<a>\0</a>", 8}), ReadErrorKind::malformed);
    EXPECT_EQ(refusal("<?xml version='1.0' encoding='no-such-thing'?><a/>"),
              ReadErrorKind::malformed);

    const auto broken = read("<a>\n<b>\n</c>\n</a>");
    ASSERT_FALSE(broken);
    EXPECT_EQ(broken.error().line, 3U);
    EXPECT_NE(to_string(broken.error()).find("line 3"), std::string::npos);
}

TEST(XmlRead, nothing_is_printed_whatever_the_fault) {
    testing::internal::CaptureStderr();
    for (const char* const encoding :
         {"EUC-JP", "ISO-2022-JP", "UTF-7", "GB18030", "UTF-16", "?"}) {
        const std::string bytes = "<?xml version='1.0' encoding='" + std::string{encoding} +
                                  "'?><a>\xFF\xFF\x80 text \x01</a>";
        EXPECT_EQ(refusal(bytes), ReadErrorKind::malformed) << encoding;
    }
    EXPECT_EQ(testing::internal::GetCapturedStderr(), "");
}

TEST(XmlRead, entities_cannot_be_declared) {
    EXPECT_EQ(refusal("<!DOCTYPE a><a/>"), ReadErrorKind::declares_entities);
    EXPECT_EQ(refusal("<!DOCTYPE a SYSTEM 'http://127.0.0.1/a.dtd'><a/>"),
              ReadErrorKind::declares_entities);
    EXPECT_EQ(refusal("<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><a>&x;</a>"),
              ReadErrorKind::declares_entities);
    EXPECT_EQ(refusal("<!DOCTYPE a [<!ENTITY x 'ha'><!ENTITY y '&x;&x;'>]><a>&y;</a>"),
              ReadErrorKind::declares_entities);
    EXPECT_EQ(refusal("<!DOCTYPE a [<!ENTITY % p SYSTEM 'file:///etc/passwd'> %p;]><a/>"),
              ReadErrorKind::declares_entities);
    EXPECT_EQ(refusal("<!DOCTYPE a [<!ATTLIST a b CDATA 'given'>]><a/>"),
              ReadErrorKind::declares_entities);
}

TEST(XmlRead, an_inclusion_is_an_element_like_any_other) {
    const auto document = read(
        "<a xmlns:x='http://www.w3.org/2001/XInclude'><x:include href='file:///etc/passwd'/></a>");
    ASSERT_TRUE(document);
    EXPECT_EQ(document->root().first_child->name, "include");
    EXPECT_EQ(document->root().first_child->text, "");
}

TEST(XmlRead, limits_hold_to_the_last_one) {
    EXPECT_TRUE(read("<a/>", {.bytes = 4}));
    EXPECT_EQ(refusal("<a/>", {.bytes = 3}), ReadErrorKind::too_large);
    EXPECT_TRUE(read(nested(64)));
    EXPECT_EQ(refusal(nested(65)), ReadErrorKind::too_deep);
    EXPECT_EQ(refusal(nested(100'000)), ReadErrorKind::too_deep);
    EXPECT_TRUE(read("<a><b/><b/></a>", {.elements = 3}));
    EXPECT_EQ(refusal("<a><b/><b/><b/></a>", {.elements = 3}), ReadErrorKind::too_many_elements);
}

TEST(XmlRead, every_refusal_has_words) {
    for (const auto kind : {ReadErrorKind::empty, ReadErrorKind::too_large,
                            ReadErrorKind::malformed, ReadErrorKind::declares_entities,
                            ReadErrorKind::too_deep, ReadErrorKind::too_many_elements}) {
        EXPECT_GT(to_string({.kind = kind, .line = 7}).size(), 10U);
    }
}

TEST(XmlRead, damaged_files_are_read_or_refused) {
    const std::string whole =
        "<?xml version='1.0'?><r xmlns='urn:d' xmlns:p='urn:p'><p:a b='&amp;'>x&#65;</p:a>"
        "<![CDATA[y]]><!-- z --><c><d e='f'/></c></r>";
    constexpr unsigned kSeed = 20'240'131;
    std::mt19937 random{kSeed};
    for (int i = 0; i < 20'000; ++i) {
        std::string bytes = whole;
        for (unsigned changes = random() % 4 + 1; changes > 0; --changes) {
            const std::size_t at = random() % bytes.size();
            switch (random() % 3) {
                case 0:
                    bytes[at] = static_cast<char>(random() % 256);
                    break;
                case 1:
                    bytes.erase(at, random() % 8 + 1);
                    break;
                default:
                    bytes.insert(at, bytes.substr(random() % bytes.size(), 8));
            }
            if (bytes.empty()) bytes = "<";
        }
        const auto document = read(bytes);
        ASSERT_TRUE(!document || !document->root().name.empty()) << "seed " << kSeed;
    }
}
