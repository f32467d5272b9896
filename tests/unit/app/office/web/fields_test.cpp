// Goal: what a browser sends is read as it was meant, and nothing else gets through. Method: a
// table of texts; random fields that are escaped and read back.
#include "app/office/web/fields.hpp"

#include <gtest/gtest.h>

#include "tests/support/seeded_random.hpp"

namespace {

using namespace app::office::web;

TEST(Fields, are_read_from_queries_and_forms) {
    const auto fields = read_fields("a=1&b=two+words&c=%C3%A4%26&d&a=2&=x&");
    ASSERT_TRUE(fields);
    EXPECT_EQ(field(*fields, "a"), "1");
    EXPECT_EQ(field(*fields, "b"), "two words");
    EXPECT_EQ(field(*fields, "c"), "ä&");
    EXPECT_EQ(field(*fields, "d"), "");
    EXPECT_EQ(field(*fields, "missing"), "");
}

TEST(Fields, that_are_no_text_are_refused) {
    for (const char* text :
         {"a=%", "a=%4", "a=%zz", "a=%ff", "a=%00", "a=%0a", "%c3=1", "a=\x7f"}) {
        EXPECT_FALSE(read_fields(text)) << text;
    }
}

TEST(Fields, have_several_lines_where_they_may) {
    static constexpr std::string_view kMay[] = {"codes"};
    const auto fields = read_fields("codes=1%0d%0a2&name=x", kMay);
    ASSERT_TRUE(fields);
    EXPECT_EQ(field(*fields, "codes"), "1\r\n2");
    EXPECT_FALSE(read_fields("codes=1&name=x%0ay", kMay));
    EXPECT_FALSE(read_fields("codes=1%00", kMay)) << "lines alone";
}

TEST(Fields, come_back_as_they_were_escaped) {
    test::SeededRandom random{3};
    for (int round = 0; round < 500; ++round) {
        std::array<std::byte, 12> bytes{};
        random.fill(bytes);
        std::string value;
        for (const auto byte : bytes)
            value += static_cast<char>(0x20 + std::to_integer<int>(byte) % 0x5f);
        const std::string query = query_of({{"key", value}});
        EXPECT_EQ(field(*read_fields(query.substr(1)), "key"), value);
        EXPECT_EQ(query.find_first_of("\"<>' "), query.npos);
    }
}

TEST(Fields, of_cookies) {
    const Fields cookies = read_cookies("a=1; b=2;c=; broken; a=3");
    EXPECT_EQ(field(cookies, "a"), "1");
    EXPECT_EQ(field(cookies, "b"), "2");
    EXPECT_EQ(cookies.size(), 3U);
}

}  // namespace
