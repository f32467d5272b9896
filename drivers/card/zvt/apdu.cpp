#include "drivers/card/zvt/apdu.hpp"

#include <algorithm>
#include <iterator>

#include "pos/base/assert.hpp"

namespace drivers::card::zvt {

namespace {

constexpr std::uint8_t kLongLength = 0xFF;

std::uint8_t at(const pos::Bytes& bytes, std::size_t index) {
    return std::to_integer<std::uint8_t>(bytes[index]);
}

}  // namespace

pos::Bytes to_bytes(const Apdu& apdu) {
    POS_ASSERT(apdu.data.size() <= kApduDataMax);
    pos::Bytes bytes;
    bytes.reserve(apdu.data.size() + 5);
    const auto put = [&](std::size_t value) { bytes.push_back(static_cast<std::byte>(value)); };
    put(apdu.control >> 8U);
    put(apdu.control & 0xFFU);
    if (apdu.data.size() < kLongLength) {
        put(apdu.data.size());
    } else {
        put(kLongLength);
        put(apdu.data.size() & 0xFFU);
        put(apdu.data.size() >> 8U);
    }
    std::ranges::copy(apdu.data, std::back_inserter(bytes));
    return bytes;
}

void ApduReader::feed(pos::BytesView bytes) {
    waiting_.insert(waiting_.end(), bytes.begin(), bytes.end());
}

std::optional<Apdu> ApduReader::next() {
    std::size_t head = 3;
    if (waiting_.size() < head) return std::nullopt;
    std::size_t length = at(waiting_, 2);
    if (length == kLongLength) {
        head = 5;
        if (waiting_.size() < head) return std::nullopt;
        length = at(waiting_, 3) + (static_cast<std::size_t>(at(waiting_, 4)) << 8U);
    }
    if (waiting_.size() - head < length) return std::nullopt;
    const auto control = static_cast<std::uint16_t>((at(waiting_, 0) << 8U) + at(waiting_, 1));
    const auto begin = waiting_.begin() + static_cast<std::ptrdiff_t>(head);
    const auto end = begin + static_cast<std::ptrdiff_t>(length);
    Apdu apdu{control, pos::Bytes(begin, end)};
    waiting_.erase(waiting_.begin(), end);
    return apdu;
}

}  // namespace drivers::card::zvt
