// Goal: a Digital Link gives its elements whatever domain and path stand before them; what is none
// is refused with the reason. Method: links by hand, among them the standard's examples.
#include "pos/catalog/gs1/digital_link.hpp"

#include <gtest/gtest.h>

#include "pos/catalog/gs1/element_string.hpp"

using namespace pos::catalog::gs1;

namespace {

std::string of(std::string_view link, const Leniency& leniency = {}) {
    const auto elements = parse_link(link, leniency);
    return elements ? bracketed(*elements) : std::string{name_of(elements.error().fault)};
}

}  // namespace

TEST(Gs1DigitalLink, path_then_attributes) {
    EXPECT_EQ(of("https://id.gs1.org/01/09520123456788"), "(01)09520123456788");
    EXPECT_EQ(
        of("HTTP://shop.example:8080/p/x/01/09520123456788/10/AB%2F1/21/7?17=261231&3103=000195"
           "#top"),
        "(01)09520123456788(10)AB/1(21)7(17)261231(3103)000195");
    EXPECT_EQ(of("https://a/00/095201234567891235?utm=x&37=12&02=09520123456788&flag"),
              "(00)095201234567891235(37)12(02)09520123456788");
    EXPECT_EQ(of("https://a/414/9520123456788/254/7"), "(414)9520123456788(254)7");
    // The last key of the path is the one.
    EXPECT_EQ(of("https://a/01/09520123456788/00/095201234567891235"), "(00)095201234567891235");
}

TEST(Gs1DigitalLink, a_plus_is_a_blank_only_behind_the_question_mark) {
    EXPECT_EQ(of("https://a/01/09520123456788/10/A+B"), "(01)09520123456788(10)A+B");
    EXPECT_EQ(of("https://a/01/09520123456788?99=A+B"), "bad_value");
    EXPECT_EQ(of("https://a/01/09520123456788?99=A%2bB"), "(01)09520123456788(99)A+B");
    EXPECT_EQ(of("https://a/01/09520123456788/10/5%"), "(01)09520123456788(10)5%");
}

TEST(Gs1DigitalLink, short_numbers_and_names_of_old) {
    EXPECT_EQ(of("https://a/01/9520123456788"), "(01)09520123456788");
    EXPECT_EQ(of("https://a/gtin/9520123456788/lot/A"), "(01)09520123456788(10)A");
    const Leniency strict{.short_trade_numbers = false, .link_names = false};
    EXPECT_EQ(of("https://a/01/9520123456788", strict), "value_too_short");
    EXPECT_EQ(of("https://a/gtin/09520123456788", strict), "link_no_key");
}

TEST(Gs1DigitalLink, refusals) {
    EXPECT_EQ(of("https://a/01/0952 0123456788"), "link_bad_character");
    EXPECT_EQ(of("https://a_b/01/09520123456788"), "link_bad_domain");
    EXPECT_EQ(of("https:///01/09520123456788"), "link_bad_domain");
    EXPECT_EQ(of("https://a/news/2026"), "link_no_key");
    EXPECT_EQ(of("https://a"), "link_no_key");
    EXPECT_EQ(of("https://a/01/09520123456788/"), "link_no_key");
    EXPECT_EQ(of("https://a/10/A"), "link_no_key");  // a qualifier is no key
    EXPECT_EQ(of("https://a/01/09520123456788/21/7/10/A"), "link_bad_order");
    EXPECT_EQ(of("https://a/01/09520123456788/235/X/10/A"), "link_bad_order");
    EXPECT_EQ(of("https://a/01/09520123456788?10=A"), "link_belongs_in_path");
    EXPECT_EQ(of("https://a/01/09520123456788/21/7?10=A"), "link_belongs_in_path");
    EXPECT_EQ(of("https://a/01/09520123456788?254=A"), "link_not_an_attribute");
    EXPECT_EQ(of("https://a/01/09520123456788?999=A"), "link_unknown_attribute");
    EXPECT_EQ(of("https://a/01/09520123456788?99=A&99=A"), "link_repeated");
    EXPECT_EQ(of("https://a/01/09520123456788?99="), "no_value");
    EXPECT_EQ(of("https://a/01/0952012345678%00"), "link_bad_character");
    EXPECT_EQ(of("https://a/01/09520123456789"), "bad_value");
    EXPECT_EQ(of("https://a/" + std::string(9'000, 'a')), "too_long");
}

TEST(Gs1DigitalLink, only_web_addresses) {
    EXPECT_TRUE(is_web_address("http://a"));
    EXPECT_FALSE(is_web_address("ftp://a"));
    EXPECT_FALSE(is_web_address("HtTp://a"));
    EXPECT_FALSE(is_web_address(""));
}
