// Goal: a token and a challenge are good for whom and as long as they were given, and cannot be
// made up. Method: every bit changed, every truncation, another secret, times around the end.
#include "sync/server/tokens.hpp"

#include <gtest/gtest.h>

#include "sync/server/service.hpp"
#include "tests/support/sample_events.hpp"
#include "tests/support/seeded_random.hpp"

using syncing::server::Tokens;
using test::id;

namespace {

constexpr pos::Instant kNow{1'795'400'000'000};

pos::Instant later(std::int64_t ms) {
    return {kNow.unix_ms + ms};
}

}  // namespace

TEST(Tokens, are_good_for_a_quarter_of_an_hour) {
    const Tokens tokens{test::hash_of_number(1)};
    const std::string token = tokens.token(id(1), kNow);
    EXPECT_EQ(tokens.terminal_of(token, kNow), id(1));
    EXPECT_EQ(tokens.terminal_of(token, later(Tokens::kTokenValid_ms)), id(1));
    EXPECT_FALSE(tokens.terminal_of(token, later(Tokens::kTokenValid_ms + 1)));
    EXPECT_TRUE(tokens.is_ours(token)) << "though it has run out";
    EXPECT_FALSE(Tokens{test::hash_of_number(2)}.is_ours(token));
    EXPECT_FALSE(tokens.is_ours(""));
}

TEST(Tokens, cannot_be_changed_nor_made_without_the_secret) {
    const Tokens tokens{test::hash_of_number(1)};
    const std::string token = tokens.token(id(1), kNow);
    for (std::size_t at = 0; at < token.size(); ++at) {
        std::string changed = token;
        changed[at] = changed[at] == '0' ? '1' : '0';
        EXPECT_FALSE(tokens.terminal_of(changed, kNow)) << at;
        EXPECT_FALSE(tokens.terminal_of(token.substr(0, at), kNow)) << at;
    }
    EXPECT_FALSE(tokens.terminal_of(token + "00", kNow));
    EXPECT_FALSE(tokens.terminal_of("nonsense", kNow));
    EXPECT_FALSE(Tokens{test::hash_of_number(2)}.terminal_of(token, kNow));
}

TEST(Tokens, challenges_are_for_one_terminal_and_a_minute) {
    const Tokens tokens{test::hash_of_number(1)};
    test::SeededRandom random{1};
    const auto challenge = tokens.challenge(id(1), kNow, random);
    EXPECT_NE(challenge, tokens.challenge(id(1), kNow, random));
    EXPECT_TRUE(tokens.is_challenge(challenge, id(1), later(Tokens::kChallengeValid_ms)));
    EXPECT_FALSE(tokens.is_challenge(challenge, id(1), later(Tokens::kChallengeValid_ms + 1)));
    EXPECT_FALSE(tokens.is_challenge(challenge, id(2), kNow));
    for (std::size_t at = 0; at < challenge.size(); ++at) {
        auto changed = challenge;
        changed[at] ^= std::byte{4};
        EXPECT_FALSE(tokens.is_challenge(changed, id(1), kNow)) << at;
        EXPECT_FALSE(tokens.is_challenge(pos::BytesView{challenge}.first(at), id(1), kNow)) << at;
    }
    EXPECT_FALSE(tokens.terminal_of(pos::to_hex(challenge), kNow));
}

TEST(Tokens, codes_may_be_typed_in_any_way) {
    using syncing::server::enrol_code_hash;
    EXPECT_EQ(enrol_code_hash("K3QX-7M2P-9TWZ"), enrol_code_hash(" k3qx 7m2p9twz"));
    EXPECT_NE(enrol_code_hash("K3QX-7M2P-9TWZ"), enrol_code_hash("K3QX-7M2P-9TWY"));
}
