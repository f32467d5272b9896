#include "pos/document/proof.hpp"

#include <algorithm>
#include <cstdint>

namespace pos::document {

namespace {

constexpr std::string_view kHead = "CF1:";
constexpr std::string_view kAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

std::string base32(BytesView bytes) {
    std::string out;
    std::uint32_t waiting = 0;
    unsigned bits = 0;
    for (const std::byte byte : bytes) {
        waiting = waiting << 8 | std::to_integer<std::uint32_t>(byte);
        bits += 8;
        for (; bits >= 5; bits -= 5) out += kAlphabet[waiting >> (bits - 5) & 31U];
        waiting &= (1U << bits) - 1;
    }
    if (bits > 0) out += kAlphabet[waiting << (5 - bits) & 31U];
    return out;
}

/// Fills `out` exactly; false for another length, another character or bits left over.
template <std::size_t Size>
bool from_base32(std::string_view text, std::array<std::byte, Size>& out) {
    if (text.size() != (Size * 8 + 4) / 5) return false;
    std::uint32_t waiting = 0;
    unsigned bits = 0;
    auto next = out.begin();
    for (const char c : text) {
        const auto value = kAlphabet.find(c);
        if (value == std::string_view::npos) return false;
        waiting = waiting << 5 | static_cast<std::uint32_t>(value);
        bits += 5;
        if (bits < 8) continue;
        bits -= 8;
        *next++ = static_cast<std::byte>(waiting >> bits & 255U);
        waiting &= (1U << bits) - 1;
    }
    return waiting == 0;
}

std::string escaped(std::string_view number) {
    std::string out;
    for (const char c : number) {
        if (c == ':') {
            out += "%3A";
        } else if (c == '%') {
            out += "%25";
        } else {
            out += c;
        }
    }
    return out;
}

std::optional<std::string> unescaped(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '%') {
            out += text[i];
            continue;
        }
        const auto code = text.substr(i, 3);
        if (code != "%3A" && code != "%25") return std::nullopt;
        out += code == "%3A" ? ':' : '%';
        i += 2;
    }
    return out;
}

}  // namespace

std::string proof_text(std::string_view number, const Proof& proof) {
    std::string out{kHead};
    out += escaped(number);
    out += ':';
    out += base32(BytesView{proof.hash}.first(8));
    out += ':';
    out += base32(proof.signature);
    return out;
}

std::optional<ProofText> parse_proof_text(std::string_view text) {
    if (!text.starts_with(kHead)) return std::nullopt;
    text.remove_prefix(kHead.size());
    const auto first = text.find(':');
    const auto second = text.rfind(':');
    if (first == std::string_view::npos || second == first) return std::nullopt;
    ProofText proof;
    const auto number = unescaped(text.substr(0, first));
    if (!number || !from_base32(text.substr(first + 1, second - first - 1), proof.hash_start) ||
        !from_base32(text.substr(second + 1), proof.signature)) {
        return std::nullopt;
    }
    proof.number = *number;
    return proof;
}

}  // namespace pos::document
