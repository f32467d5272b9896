// Goal: a number always finds the longest of the prefixes that it begins with.
// Method: hand-picked ones, what is refused, then seeded tables against a search through all.
#include "pos/billing/call/prefixes.hpp"

#include <gtest/gtest.h>

#include <map>
#include <random>
#include <string>

using pos::billing::call::Prefixes;

TEST(Prefixes, the_longest_counts) {
    Prefixes prefixes;
    EXPECT_TRUE(prefixes.add("49", 1));
    EXPECT_TRUE(prefixes.add("4930", 2));
    EXPECT_TRUE(prefixes.add("*1", 3));
    EXPECT_EQ(prefixes.longest("493012345"), (Prefixes::Match{2, 4}));
    EXPECT_EQ(prefixes.longest("4931"), (Prefixes::Match{1, 2}));
    EXPECT_EQ(prefixes.longest("49"), (Prefixes::Match{1, 2}));
    EXPECT_EQ(prefixes.longest("*100#"), (Prefixes::Match{3, 2}));
    EXPECT_FALSE(prefixes.longest("4"));
    EXPECT_FALSE(prefixes.longest(""));
    EXPECT_FALSE(prefixes.longest("x49"));
    EXPECT_EQ(prefixes.size(), 3U);
}

TEST(Prefixes, what_is_none_is_refused) {
    Prefixes prefixes;
    EXPECT_FALSE(prefixes.add("", 1));
    EXPECT_FALSE(prefixes.add("+49", 1));
    EXPECT_FALSE(prefixes.add(std::string(33, '1'), 1));
    EXPECT_TRUE(prefixes.add("49", 1));
    EXPECT_FALSE(prefixes.add("49", 2));
    EXPECT_EQ(prefixes.size(), 1U);
}

TEST(Prefixes, seeded_tables_agree_with_a_search_through_all) {
    for (unsigned seed = 0; seed < 20; ++seed) {
        SCOPED_TRACE(seed);
        std::mt19937_64 random{seed};
        const auto digits = [&](std::size_t most) {
            std::string text;
            for (std::size_t i = 0; i <= random() % most; ++i) {
                text += static_cast<char>('0' + random() % 3);
            }
            return text;
        };
        Prefixes prefixes;
        std::map<std::string, std::uint32_t> all;
        for (std::uint32_t i = 0; i < 60; ++i) {
            const std::string prefix = digits(6);
            EXPECT_EQ(prefixes.add(prefix, i), all.emplace(prefix, i).second);
        }
        for (int i = 0; i < 200; ++i) {
            const std::string number = digits(9);
            std::optional<Prefixes::Match> longest;
            for (std::size_t length = 1; length <= number.size(); ++length) {
                const auto found = all.find(number.substr(0, length));
                if (found != all.end()) longest = Prefixes::Match{found->second, length};
            }
            EXPECT_EQ(prefixes.longest(number), longest) << number;
        }
    }
}
