// Goal: our hashes and signatures are the ones the whole world computes.
// Method: published values, and pieces against the whole.
#include "pos/journal/hash.hpp"

#include <gtest/gtest.h>

using pos::as_bytes;
using pos::to_hex;
using pos::journal::blake2b;
using pos::journal::Hasher;

TEST(Hash, blake2b_256_of_published_inputs) {
    EXPECT_EQ(to_hex(blake2b(as_bytes("abc"))),
              "bddd813c634239723171ef3fee98579b94964e3bb1cb3e427262c8c068d52319");
    EXPECT_EQ(to_hex(blake2b({})),
              "0e5751c026e543b2e8ab2eb06099daa1d1e5df47778f7787faab45cdf12fe3a8");
}

TEST(Hash, pieces_count_as_their_concatenation) {
    Hasher hasher;
    hasher.update(as_bytes("a"));
    hasher.update({});
    hasher.update(as_bytes("bc"));
    EXPECT_EQ(hasher.finish(), blake2b(as_bytes("abc")));
}

TEST(HashDeathTest, a_hasher_finishes_once) {
    Hasher hasher;
    hasher.finish();
    EXPECT_DEATH(hasher.finish(), "failed == 0");
}
