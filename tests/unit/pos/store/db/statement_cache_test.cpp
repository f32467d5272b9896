// Goal: the cache stays within its size, forgets what was used longest ago, never what is running.
// Method: a cache of numbers.
#include "pos/store/db/statement_cache.hpp"

#include <gtest/gtest.h>

#include <vector>

namespace {

using namespace pos::store::db;

struct Fake {
    int id;
    bool running{false};
};

std::vector<int> put(StatementCache<Fake>& cache, std::string_view text, Fake fake) {
    std::vector<int> dropped;
    cache.insert(text, fake);
    cache.trim([&](Fake& old) { dropped.push_back(old.id); });
    return dropped;
}

TEST(StatementCache, ForgetsWhatWasUsedLongestAgo) {
    StatementCache<Fake> cache{2};
    EXPECT_TRUE(put(cache, "a", {1}).empty());
    EXPECT_TRUE(put(cache, "b", {2}).empty());
    EXPECT_EQ(cache.find("a")->id, 1);
    EXPECT_EQ(put(cache, "c", {3}), std::vector{2});
    EXPECT_EQ(cache.find("b"), nullptr);
    EXPECT_EQ(cache.find("a")->id, 1);
    EXPECT_EQ(cache.find("c")->id, 3);
}

TEST(StatementCache, KeepsWhatRuns) {
    StatementCache<Fake> cache{1};
    EXPECT_TRUE(put(cache, "a", {1, true}).empty());
    EXPECT_TRUE(put(cache, "b", {2}).empty());  // over its size for the moment
    cache.find("a")->running = false;
    EXPECT_EQ(put(cache, "c", {3}), (std::vector{2, 1}));
    EXPECT_EQ(cache.size(), 1U);
}

TEST(StatementCache, KeepsItsOwnCopyOfTheText) {
    StatementCache<Fake> cache{2};
    {
        const std::string text = "SELECT a rather long text that no small buffer holds";
        put(cache, text, {1});
    }
    EXPECT_NE(cache.find("SELECT a rather long text that no small buffer holds"), nullptr);
}

}  // namespace
