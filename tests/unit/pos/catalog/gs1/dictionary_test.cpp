// Goal: the table of identifiers is sound, and each is found by its digits alone.
// Method: the built-in table against what parsing relies on; single entries against the General
// Specifications.
#include "pos/catalog/gs1/dictionary.hpp"

#include <gtest/gtest.h>

using namespace pos::catalog::gs1;

TEST(Gs1Dictionary, no_identifier_starts_another) {
    const auto& all = Dictionary::standard().identifiers();
    EXPECT_GT(all.size(), 200u);
    for (const Identifier& one : all) {
        EXPECT_EQ(one.first.size(), one.last.size());
        EXPECT_EQ(one.first.substr(0, one.first.size() - 1),
                  one.last.substr(0, one.last.size() - 1));
        for (const Identifier& other : all) {
            const bool starts = &one != &other && other.first.starts_with(one.first);
            EXPECT_FALSE(starts) << other.first;
        }
    }
}

TEST(Gs1Dictionary, values_end_where_a_reader_expects) {
    for (const Identifier& one : Dictionary::standard().identifiers()) {
        ASSERT_FALSE(one.parts.empty());
        EXPECT_TRUE(!one.fixed_length || one.shortest() == one.longest()) << one.first;
        for (std::size_t at = 0; at < one.parts.size(); ++at) {
            const Part& part = one.parts[at];
            EXPECT_GE(part.longest, part.shortest);
            EXPECT_GE(part.shortest, 1u);
            const bool last = at + 1 == one.parts.size();
            if (!last) {
                EXPECT_EQ(part.shortest, part.longest) << one.first;
                EXPECT_LE(part.optional, one.parts[at + 1].optional) << one.first;
            }
        }
        EXPECT_TRUE(one.link_key || one.qualifiers.empty());
    }
}

TEST(Gs1Dictionary, entries) {
    const Identifier* gtin = Dictionary::standard().find("01");
    ASSERT_NE(gtin, nullptr);
    EXPECT_TRUE(gtin->fixed_length);
    EXPECT_TRUE(gtin->link_key);
    EXPECT_EQ(gtin->qualifiers,
              (std::vector<std::vector<std::string>>{{"22", "10", "21"}, {"235"}}));
    EXPECT_EQ(Dictionary::standard().find("3103"), Dictionary::standard().find("3100"));
    EXPECT_EQ(Dictionary::standard().find("3103")->title, "NET WEIGHT (kg)");
    const Identifier* asset = Dictionary::standard().find("8003");
    EXPECT_EQ(asset->shortest(), 14u);
    EXPECT_EQ(asset->longest(), 30u);
}

TEST(Gs1Dictionary, only_what_was_given_out_is_found) {
    const Dictionary& dictionary = Dictionary::standard();
    for (const char* ai :
         {"", "0", "23", "31", "310", "3106", "31030", "89", "0a", "3103 ", "9:"}) {
        EXPECT_EQ(dictionary.find(ai), nullptr) << ai;
    }
    EXPECT_NE(dictionary.find("95"), nullptr);
    EXPECT_EQ(dictionary.at_start_of("3103001204"), "3103");
    EXPECT_EQ(dictionary.at_start_of("235X"), "235");
    EXPECT_EQ(dictionary.at_start_of("23X"), "");
    EXPECT_EQ(dictionary.at_start_of("9"), "");
}

TEST(Gs1Dictionary, patterns) {
    EXPECT_TRUE(names("310n", "3105"));
    EXPECT_TRUE(names("35nn", "3562"));
    EXPECT_TRUE(names("21", "21"));
    EXPECT_FALSE(names("310n", "310"));
    EXPECT_FALSE(names("310n", "3115"));
}
