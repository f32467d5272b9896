#include "drivers/card/zvt/bcd.hpp"

#include "pos/base/assert.hpp"

namespace drivers::card::zvt {

pos::Bytes to_bcd(std::uint64_t value, std::size_t bytes) {
    pos::Bytes packed(bytes);
    for (std::size_t at = bytes; at-- > 0;) {
        const auto low = value % 10;
        const auto high = value / 10 % 10;
        packed[at] = static_cast<std::byte>(high * 16 + low);
        value /= 100;
    }
    POS_ASSERT(value == 0);
    return packed;
}

std::optional<std::string> digits_of(pos::BytesView bytes) {
    std::string digits;
    for (const std::byte byte : bytes) {
        for (const unsigned shift : {4U, 0U}) {
            const auto nibble = (std::to_integer<unsigned>(byte) >> shift) & 0xFU;
            if (nibble > 9) return std::nullopt;
            digits += static_cast<char>('0' + nibble);
        }
    }
    return digits;
}

std::optional<std::uint64_t> from_bcd(pos::BytesView bytes) {
    if (bytes.size() > 9) return std::nullopt;
    const auto digits = digits_of(bytes);
    if (!digits) return std::nullopt;
    std::uint64_t value = 0;
    for (const char digit : *digits) value = value * 10 + static_cast<std::uint64_t>(digit - '0');
    return value;
}

}  // namespace drivers::card::zvt
