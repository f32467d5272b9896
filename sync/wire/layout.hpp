#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "pos/base/bytes.hpp"

/// The small parts that a batch is written and read with.
namespace syncing::wire {

inline constexpr std::string_view kBatchTag = "CFJB";
inline constexpr std::string_view kBatchSignatureTag = "counterfoil batch signature v1\n\n";
static_assert(kBatchSignatureTag.size() == 32);

/// Bit 0 of an entry's flags: its signature is among the body's.
inline constexpr std::uint64_t kSignedFlag = 1;

/// What is signed of a batch: the tag and the hash of all before the signature.
using SignedBatch = std::array<std::byte, kBatchSignatureTag.size() + sizeof(pos::Hash)>;
SignedBatch signed_batch(pos::BytesView signed_part);

/// An integer, low byte first.
void put(pos::Bytes& to, std::uint64_t value, std::size_t width);
void put(pos::Bytes& to, pos::BytesView bytes);

/// Takes bytes from the front. One that is asked for more than there is gives zeros and stays
/// `short`: it is asked once, at the end of a part.
class Cursor {
public:
    explicit Cursor(pos::BytesView bytes) : left_{bytes} {}

    std::uint64_t integer(std::size_t width) {
        std::uint64_t value = 0;
        const pos::BytesView raw = take(width);
        for (std::size_t i = 0; i < raw.size(); ++i) {
            value |= std::to_integer<std::uint64_t>(raw[i]) << (8 * i);
        }
        return value;
    }
    template <std::size_t N>
    std::array<std::byte, N> array() {
        std::array<std::byte, N> value{};
        const pos::BytesView raw = take(N);
        for (std::size_t i = 0; i < raw.size(); ++i) value[i] = raw[i];
        return value;
    }
    pos::BytesView take(std::size_t count) {
        if (count > left_.size()) {
            short_ = true;
            left_ = {};
            return {};
        }
        const pos::BytesView taken = left_.first(count);
        left_ = left_.subspan(count);
        return taken;
    }
    bool is_short() const { return short_; }
    std::size_t left() const { return left_.size(); }

private:
    pos::BytesView left_;
    bool short_{false};
};

}  // namespace syncing::wire
