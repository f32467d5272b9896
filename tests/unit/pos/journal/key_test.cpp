// Goal: keys are Ed25519 keys, made of the randomness given, and their two halves belong together.
// Method: the first test vector of RFC 8032, then damage.
#include "pos/journal/key.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "tests/support/seeded_random.hpp"

using namespace pos::journal;
using pos::as_bytes;
using pos::Bytes;

namespace {

constexpr std::string_view kSeed =
    "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60";
constexpr std::string_view kPublic =
    "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a";

class FixedRandom : public pos::Random {
public:
    explicit FixedRandom(std::string_view hex) : bytes_{pos::from_hex(hex).value()} {}
    void fill(std::span<std::byte> into) override {
        ASSERT_EQ(into.size(), bytes_.size());
        std::ranges::copy(bytes_, into.begin());
    }

private:
    Bytes bytes_;
};

SecretBytes secret_of(std::string_view hex) {
    SecretBytes secret;
    std::ranges::copy(pos::from_hex(hex).value(), secret.bytes().begin());
    return secret;
}

}  // namespace

TEST(Key, published_seed_public_key_and_signature) {
    FixedRandom random{kSeed};
    const auto key = SigningKey::generate(random);
    EXPECT_EQ(pos::to_hex(key.public_key()), kPublic);
    EXPECT_EQ(pos::to_hex(key.sign({})),
              "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e"
              "39701cf9b46bd25bf5f0595bbe24655141438e7a100b");
}

TEST(Key, a_secret_is_taken_back_whole_or_not_at_all) {
    const auto key = SigningKey::from_secret(secret_of(std::string{kSeed} + std::string{kPublic}));
    ASSERT_TRUE(key);
    EXPECT_EQ(pos::to_hex(key->public_key()), kPublic);
    SecretBytes damaged = secret_of(std::string{kSeed} + std::string{kPublic});
    damaged.bytes()[63] ^= std::byte{1};
    EXPECT_FALSE(SigningKey::from_secret(std::move(damaged)));
}

TEST(Key, a_signature_holds_for_one_message_and_one_key) {
    test::SeededRandom random{1};
    const auto key = SigningKey::generate(random);
    const auto other = SigningKey::generate(random);
    auto signature = key.sign(as_bytes("1.19"));
    EXPECT_TRUE(is_signed_by(key.public_key(), as_bytes("1.19"), signature));
    EXPECT_FALSE(is_signed_by(key.public_key(), as_bytes("1.20"), signature));
    EXPECT_FALSE(is_signed_by(other.public_key(), as_bytes("1.19"), signature));
    signature[0] ^= std::byte{1};
    EXPECT_FALSE(is_signed_by(key.public_key(), as_bytes("1.19"), signature));
}
