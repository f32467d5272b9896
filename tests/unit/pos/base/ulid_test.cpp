// Goal: an identifier keeps its time and its randomness, sorts by time and reads back exactly.
// Method: the published layout, every malformed text, seeded round trips.
#include "pos/base/ulid.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

using namespace pos;

namespace {

/// Fills with one byte, so that the layout shows.
class Same : public Random {
public:
    explicit Same(std::byte byte) : byte_{byte} {}
    void fill(std::span<std::byte> bytes) override { std::ranges::fill(bytes, byte_); }

private:
    std::byte byte_;
};

class Seeded : public Random {
public:
    explicit Seeded(unsigned seed) : engine_{seed} {}
    void fill(std::span<std::byte> bytes) override {
        for (std::byte& byte : bytes) byte = static_cast<std::byte>(engine_());
    }

private:
    std::mt19937_64 engine_;
};

}  // namespace

TEST(Ulid, is_written_as_the_specification_shows) {
    Same zeros{std::byte{0}};
    Same ones{std::byte{0xFF}};
    EXPECT_EQ(to_string(make_ulid({0}, zeros)), "00000000000000000000000000");
    EXPECT_EQ(to_string(make_ulid({1469918176385}, zeros)), "01ARYZ6S410000000000000000");
    EXPECT_EQ(to_string(make_ulid({(std::int64_t{1} << 48) - 1}, ones)),
              "7ZZZZZZZZZZZZZZZZZZZZZZZZZ");
}

TEST(Ulid, the_first_six_bytes_are_the_time_and_ten_are_random) {
    Same ones{std::byte{0xFF}};
    const Ulid id = make_ulid({0x010203040506}, ones);
    for (unsigned i = 0; i < 6; ++i) EXPECT_EQ(id.bytes[i], i + 1);
    for (unsigned i = 6; i < 16; ++i) EXPECT_EQ(id.bytes[i], 0xFF);
}

TEST(Ulid, a_later_one_sorts_later_as_bytes_and_as_text) {
    Same ones{std::byte{0xFF}};
    Same zeros{std::byte{0}};
    const Ulid early = make_ulid({1'000'255}, ones);
    const Ulid late = make_ulid({1'000'256}, zeros);
    EXPECT_LT(early, late);
    EXPECT_LT(to_string(early), to_string(late));
}

TEST(Ulid, small_letters_are_read_too) {
    EXPECT_EQ(parse_ulid("01aryz6s410000000000000000"), parse_ulid("01ARYZ6S410000000000000000"));
}

TEST(Ulid, malformed_texts_are_refused) {
    for (const char* const text : {
             "",
             "01ARYZ6S41000000000000000",    // 25 characters
             "01ARYZ6S4100000000000000000",  // 27 characters
             "81ARYZ6S410000000000000000",   // beyond 128 bits
             "01ARYZ6S41000000000000000I",   // I, L, O and U are no digits
             "01ARYZ6S41000000000000000L",
             "01ARYZ6S41000000000000000O",
             "01ARYZ6S41000000000000000U",
             "01ARYZ6S41 000000000000000",
             "01ARYZ6S41000000000000\xC3\xA4\x30\x30",
         }) {
        EXPECT_FALSE(parse_ulid(text)) << text;
    }
    EXPECT_FALSE(parse_ulid(std::string(26, '\0')));
}

TEST(Ulid, any_identifier_reads_back) {
    for (unsigned seed = 0; seed < 200; ++seed) {
        SCOPED_TRACE(seed);
        Seeded random{seed};
        std::mt19937_64 times{seed};
        const Ulid id = make_ulid({static_cast<std::int64_t>(times() >> 16)}, random);
        EXPECT_EQ(parse_ulid(to_string(id)), id);
        EXPECT_TRUE(id);
    }
    EXPECT_FALSE(Ulid{});
}
