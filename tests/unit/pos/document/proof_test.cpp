// Goal: what the QR code says can be read back and checked, and nothing else passes for it.
// Method: round trips, also of odd numbers; every change of one character is another proof or none.
#include "pos/document/proof.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <ranges>

using namespace pos;
using namespace pos::document;

namespace {

Proof sample() {
    Proof proof;
    for (std::size_t i = 0; i < 32; ++i) proof.hash[i] = static_cast<std::byte>(i * 7);
    for (std::size_t i = 0; i < 64; ++i) proof.signature[i] = static_cast<std::byte>(255 - i);
    return proof;
}

}  // namespace

TEST(Proof, reads_back) {
    for (const char* number : {"B01-T1-000123", "", "a:b", "100%", "%3A", "Магазин-1"}) {
        const auto read = parse_proof_text(proof_text(number, sample()));
        ASSERT_TRUE(read) << number;
        EXPECT_EQ(read->number, number);
        EXPECT_TRUE(std::ranges::equal(read->hash_start, sample().hash | std::views::take(8)));
        EXPECT_EQ(read->signature, sample().signature);
    }
}

TEST(Proof, is_short_and_plain) {
    const std::string text = proof_text("B01-T1-000123", sample());
    EXPECT_TRUE(text.starts_with("CF1:B01-T1-000123:AADQ4FI4EMVDC:777P37"));
    EXPECT_EQ(text.size(), 4U + 13 + 1 + 13 + 1 + 103);
    for (const char c : text) {
        EXPECT_TRUE((c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == ':' || c == '-');
    }
}

TEST(Proof, changes_are_seen) {
    const std::string good = proof_text("B1", sample());
    const auto proof = parse_proof_text(good);
    for (std::size_t i = 0; i < good.size(); ++i) {
        for (const char c : {'A', 'B', '7', '1', 'a', ':', '%', ' '}) {
            std::string bad = good;
            if (bad[i] == c) continue;
            bad[i] = c;
            const auto read = parse_proof_text(bad);
            if (!read) continue;
            EXPECT_TRUE(read->number != proof->number || read->hash_start != proof->hash_start ||
                        read->signature != proof->signature)
                << bad;
        }
        EXPECT_FALSE(parse_proof_text(good.substr(0, i)));
    }
    EXPECT_FALSE(parse_proof_text(good + "A"));
    EXPECT_FALSE(parse_proof_text("CF2" + good.substr(3)));
}
