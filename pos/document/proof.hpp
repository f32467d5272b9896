#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>

#include "pos/base/bytes.hpp"

namespace pos::document {

/// What ties a printed receipt to its journal entry.
struct Proof {
    Hash hash{};  // of the entry
    Signature signature{};
    bool operator==(const Proof&) const = default;
};

/// What a receipt's QR code says.
struct ProofText {
    std::string number;
    std::array<std::byte, 8> hash_start{};
    Signature signature{};
    bool operator==(const ProofText&) const = default;
};

/// "CF1:" number ":" the hash's first 8 bytes ":" signature; bytes in base 32 (RFC 4648, capital
/// letters, no padding), which QR codes hold in the least room. Colons of the number become "%3A",
/// its per cent signs "%25".
std::string proof_text(std::string_view number, const Proof& proof);

/// The other way; empty for anything that proof_text() never writes.
std::optional<ProofText> parse_proof_text(std::string_view text);

}  // namespace pos::document
