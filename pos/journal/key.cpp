#include "pos/journal/key.hpp"

#include <sodium.h>

#include <algorithm>
#include <new>
#include <utility>

#include "pos/base/assert.hpp"
#include "pos/journal/sodium.hpp"

namespace pos::journal {

namespace {

std::byte* locked_memory() {
    prepare_sodium();
    void* const memory = sodium_malloc(SecretBytes::kSize);
    if (memory == nullptr) throw std::bad_alloc{};
    return static_cast<std::byte*>(memory);
}

/// Turns the seed in the first half into a whole key.
void complete(std::span<std::byte, SecretBytes::kSize> secret) {
    SecretBytes whole;
    PublicKey ignored{};
    crypto_sign_seed_keypair(writable_octets(ignored), writable_octets(whole.bytes()),
                             octets(secret.first<32>()));
    std::ranges::copy(whole.bytes(), secret.begin());
}

}  // namespace

static_assert(SecretBytes::kSize == crypto_sign_SECRETKEYBYTES);
static_assert(std::tuple_size_v<PublicKey> == crypto_sign_PUBLICKEYBYTES);
static_assert(std::tuple_size_v<Signature> == crypto_sign_BYTES);

SecretBytes::SecretBytes() : memory_{locked_memory()} {}

void SecretBytes::Free::operator()(std::byte* memory) const {
    sodium_free(memory);  // wipes first
}

SigningKey::SigningKey(SecretBytes secret) : secret_{std::move(secret)} {
    std::ranges::copy(std::as_const(secret_).bytes().last<32>(), public_key_.begin());
}

SigningKey SigningKey::generate(Random& random) {
    SecretBytes secret;
    random.fill(secret.bytes().first<32>());
    complete(secret.bytes());
    return SigningKey{std::move(secret)};
}

std::optional<SigningKey> SigningKey::from_secret(SecretBytes secret) {
    SecretBytes right;
    std::ranges::copy(secret.bytes().first<32>(), right.bytes().begin());
    complete(right.bytes());
    if (sodium_memcmp(right.bytes().data(), secret.bytes().data(), SecretBytes::kSize) != 0) {
        return std::nullopt;
    }
    return SigningKey{std::move(secret)};
}

Signature SigningKey::sign(BytesView message) const {
    Signature signature{};
    crypto_sign_detached(writable_octets(signature), nullptr, octets(message), message.size(),
                         octets(secret_.bytes()));
    return signature;
}

bool is_signed_by(const PublicKey& key, BytesView message, const Signature& signature) {
    prepare_sodium();
    return crypto_sign_verify_detached(octets(signature), octets(message), message.size(),
                                       octets(key)) == 0;
}

}  // namespace pos::journal
