// Goal: a password is known again, no other is, and what is kept tells nothing of it.
#include "pos/people/password.hpp"

#include <gtest/gtest.h>

namespace {

using namespace pos::people;

TEST(Password, is_known_again_and_no_other_is) {
    const std::string hash = hash_password("correct horse battery");
    EXPECT_TRUE(hash.starts_with("$argon2id$"));
    EXPECT_EQ(hash.find("horse"), hash.npos);
    EXPECT_TRUE(is_password(hash, "correct horse battery"));
    EXPECT_FALSE(is_password(hash, "correct horse batterx"));
    EXPECT_FALSE(is_password(hash, ""));
    EXPECT_NE(hash_password("correct horse battery"), hash);
    EXPECT_FALSE(is_password("", "correct horse battery"));
    EXPECT_FALSE(is_password("no hash", "no hash"));
    EXPECT_FALSE(is_password(std::string(500, '$'), "long"));
}

TEST(Password, is_neither_short_nor_endless) {
    EXPECT_FALSE(is_good_password("ninechars"));
    EXPECT_TRUE(is_good_password("ten  chars"));
    EXPECT_FALSE(is_good_password("äääääääää"));
    EXPECT_TRUE(is_good_password("ääääääääää"));
    EXPECT_TRUE(is_good_password(std::string(200, 'x')));
    EXPECT_FALSE(is_good_password(std::string(201, 'x')));
}

}  // namespace
