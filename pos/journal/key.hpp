#pragma once

#include <array>
#include <cstddef>
#include <memory>
#include <optional>
#include <span>

#include "pos/base/bytes.hpp"
#include "pos/base/random.hpp"

namespace pos::journal {

using PublicKey = std::array<std::byte, 32>;

/// Memory for a secret key: seed and public key, 64 bytes. Locked, kept out of core dumps, fenced
/// by guard pages, wiped when it goes.
class SecretBytes {
public:
    static constexpr std::size_t kSize = 64;

    SecretBytes();
    std::span<std::byte, kSize> bytes() {
        return std::span<std::byte, kSize>{memory_.get(), kSize};
    }
    std::span<const std::byte, kSize> bytes() const {
        return std::span<const std::byte, kSize>{memory_.get(), kSize};
    }

private:
    struct Free {
        void operator()(std::byte* memory) const;
    };
    std::unique_ptr<std::byte, Free> memory_;
};

/// The Ed25519 key with which one terminal signs its journal.
///
/// owns:    its secret; moving leaves nothing behind
/// threads: sign() from any
/// source:  RFC 8032
class SigningKey {
public:
    static SigningKey generate(Random& random);
    /// Empty if the second half is not the public key of the first.
    static std::optional<SigningKey> from_secret(SecretBytes secret);

    const PublicKey& public_key() const { return public_key_; }
    const SecretBytes& secret() const { return secret_; }
    Signature sign(BytesView message) const;

private:
    explicit SigningKey(SecretBytes secret);

    SecretBytes secret_;
    PublicKey public_key_{};
};

/// Whether `signature` over `message` was made with the secret of `key`.
bool is_signed_by(const PublicKey& key, BytesView message, const Signature& signature);

}  // namespace pos::journal
