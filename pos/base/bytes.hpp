#pragma once

#include <array>
#include <cstddef>
#include <expected>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace pos {

using Bytes = std::vector<std::byte>;
using BytesView = std::span<const std::byte>;

/// 32 bytes: a BLAKE2b-256 hash or an Ed25519 public key.
using Hash = std::array<std::byte, 32>;
/// An Ed25519 signature.
using Signature = std::array<std::byte, 64>;

inline BytesView as_bytes(std::string_view text) {
    return std::as_bytes(std::span{text.data(), text.size()});
}

/// Lower-case hexadecimal, two digits a byte.
std::string to_hex(BytesView bytes);

enum class HexError { odd_length, not_a_digit };
std::expected<Bytes, HexError> from_hex(std::string_view text);

}  // namespace pos
