// Goal: a form with a file is read as browsers send it, and nothing that only looks like one is.
#include "app/office/web/form_file.hpp"

#include <gtest/gtest.h>

namespace {

using app::office::web::field;
using app::office::web::read_form_with_file;

constexpr const char* kType = "multipart/form-data; boundary=----Web42";

std::string part(const std::string& head, const std::string& content) {
    return "------Web42\r\nContent-Disposition: form-data; " + head + "\r\n\r\n" + content + "\r\n";
}

TEST(FormFile, IsFieldsAndTheBytesOfFiles) {
    const std::string bytes{"a;b\r\n--x\0\xff", 11};
    const auto form = read_form_with_file(
        part("name=\"mark\"", "abc") + part("name=\"table\"; filename=\"Kunden Köln.csv\"", bytes) +
            part("name=\"kind\"", "customers") + "------Web42--\r\n",
        kType);
    ASSERT_TRUE(form);
    EXPECT_EQ(field(*form, "mark"), "abc");
    EXPECT_EQ(field(*form, "kind"), "customers");
    EXPECT_EQ(field(*form, "table.name"), "Kunden Köln.csv");
    EXPECT_EQ(field(*form, "table.bytes"), bytes);
}

TEST(FormFile, MayBeQuotedAndEmpty) {
    const auto form = read_form_with_file(
        part("name=\"table\"; filename=\"\"\r\nContent-Type: text/csv", "") + "------Web42--",
        "multipart/form-data; boundary=\"----Web42\"");
    ASSERT_TRUE(form);
    EXPECT_TRUE(form->contains("table.bytes"));
    EXPECT_EQ(field(*form, "table.bytes"), "");
}

TEST(FormFile, KeepsLinesApart) {
    const auto form = read_form_with_file(
        part("name=\"text\"", "one\r\n\ttwo") + part("name=\"kind\"", "x") + "------Web42--",
        kType);
    ASSERT_TRUE(form);
    EXPECT_FALSE(form->contains("text"));
    EXPECT_EQ(field(*form, "text.lines"), "one\r\n\ttwo");
    EXPECT_EQ(field(*form, "kind"), "x");
    EXPECT_EQ(field(*form, "kind.lines"), "x");
}

TEST(FormFile, IsRefusedWhereItIsBroken) {
    const std::string whole = part("name=\"mark\"", "abc") + "------Web42--\r\n";
    EXPECT_TRUE(read_form_with_file(whole, kType));
    EXPECT_FALSE(read_form_with_file(whole, "multipart/form-data"));
    EXPECT_FALSE(read_form_with_file(whole, "multipart/form-data; boundary="));
    EXPECT_FALSE(read_form_with_file(whole, "multipart/form-data; boundary=other"));
    EXPECT_FALSE(read_form_with_file("", kType));
    for (std::size_t cut = 1; cut + 4 < whole.size(); ++cut) {
        EXPECT_FALSE(read_form_with_file(whole.substr(0, cut), kType)) << cut;
    }
    EXPECT_FALSE(read_form_with_file(part("filename=\"a\"", "abc") + "------Web42--", kType));
    EXPECT_FALSE(read_form_with_file(part("name=\"mark", "abc") + "------Web42--", kType));
    EXPECT_FALSE(read_form_with_file(part("name=\"mark\"", "a\x01") + "------Web42--", kType));
    EXPECT_FALSE(read_form_with_file(part("name=\"mark\"", "\xff") + "------Web42--", kType));
}

}  // namespace
