#include "pos/base/ulid.hpp"

#include <span>

#include "pos/base/assert.hpp"

namespace pos {

namespace {

constexpr std::string_view kAlphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

int value_of(char c) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    const auto at = kAlphabet.find(c);
    return at == std::string_view::npos ? -1 : static_cast<int>(at);
}

}  // namespace

Ulid make_ulid(Instant at, Random& random) {
    POS_ASSERT(at.unix_ms >= 0);
    POS_ASSERT(at.unix_ms < std::int64_t{1} << 48);
    Ulid id;
    random.fill(std::as_writable_bytes(std::span{id.bytes}).subspan(6));
    for (std::size_t i = 0; i < 6; ++i) {
        id.bytes[i] = static_cast<std::uint8_t>(at.unix_ms >> (8 * (5 - i)));
    }
    return id;
}

std::string to_string(const Ulid& id) {
    // 26 digits of 5 bits hold 130 bits: the first digit carries the top 3 of 128.
    std::string text(26, '0');
    for (std::size_t digit = 0; digit < 26; ++digit) {
        unsigned value = 0;
        for (std::size_t bit = 0; bit < 5; ++bit) {
            const std::size_t at = digit * 5 + bit;  // counted over 130 bits, the first two are 0
            const unsigned one = at < 2 ? 0U : (id.bytes[(at - 2) / 8] >> (7 - (at - 2) % 8)) & 1U;
            value = value << 1 | one;
        }
        text[digit] = kAlphabet[value];
    }
    return text;
}

std::optional<Ulid> parse_ulid(std::string_view text) {
    if (text.size() != 26) return std::nullopt;
    if (value_of(text[0]) > 7) return std::nullopt;
    Ulid id;
    for (std::size_t digit = 0; digit < 26; ++digit) {
        const int value = value_of(text[digit]);
        if (value < 0) return std::nullopt;
        for (std::size_t bit = 0; bit < 5; ++bit) {
            const std::size_t at = digit * 5 + bit;
            if (at < 2 || (value >> (4 - bit) & 1) == 0) continue;
            id.bytes[(at - 2) / 8] =
                static_cast<std::uint8_t>(id.bytes[(at - 2) / 8] | 1U << (7 - (at - 2) % 8));
        }
    }
    return id;
}

}  // namespace pos
