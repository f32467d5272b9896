#pragma once

#include <algorithm>
#include <array>
#include <boost/mpl/bool.hpp>
#include <cstddef>
#include <cstring>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "pos/base/assert.hpp"
#include "pos/base/bytes.hpp"
#include "pos/journal/archive/wire_types.hpp"

namespace pos::journal::archive {

/// Writes values as bytes: the same value gives the same bytes on every machine, to be hashed.
///
/// shape:    integer, enum = fixed width, low byte first; bool = one byte, 0 or 1;
///           text, list = Count, contents; array = contents; optional = bool, contents if set;
///           record = version byte if it has one, then what serialize() names, in that order
/// requires: the reader's limits (counts, depth, in_range), so all that is written can be read
/// memory:   one growing buffer; clear() keeps its capacity for the next value
class Writer {
public:
    using is_saving = boost::mpl::true_;
    using is_loading = boost::mpl::false_;

    template <class T>
    Writer& operator&(const T& value) {
        write(value);
        return *this;
    }
    template <class T>
    void write(const T& value) {
        POS_ASSERT(is_valid(value));
        save(value);
    }

    BytesView bytes() const { return BytesView{buffer_}.first(size_); }
    void clear() { size_ = 0; }
    Bytes take() && {
        buffer_.resize(size_);
        return std::move(buffer_);
    }

private:
    template <FixedInteger T>
    void save(const T& value) {
        const auto bits = static_cast<std::uint64_t>(value);
        std::byte* const to = grow(sizeof(T));
        for (std::size_t i = 0; i < sizeof(T); ++i) to[i] = static_cast<std::byte>(bits >> (8 * i));
    }
    template <OneOf<std::byte> T>
    void save(const T& byte) {
        *grow(1) = byte;
    }
    template <OneOf<bool> T>
    void save(const T& flag) {
        save<std::uint8_t>(flag ? 1 : 0);
    }
    template <ScopedEnum T>
    void save(const T& value) {
        save(std::to_underlying(value));
    }
    void save(const std::string& text) {
        save_count(text.size());
        append(as_bytes(text));
    }
    template <class T>
    void save(const std::vector<T>& items) {
        static_assert(!std::is_same_v<T, bool>, "archive: no vector<bool>, it has no elements");
        save_count(items.size());
        for (const T& item : items) write(item);
    }
    template <Octet T>
    void save(const std::vector<T>& octets) {
        save_count(octets.size());
        append(std::as_bytes(std::span{octets}));
    }
    template <class T, std::size_t N>
    void save(const std::array<T, N>& items) {
        for (const T& item : items) write(item);
    }
    template <Octet T, std::size_t N>
    void save(const std::array<T, N>& octets) {
        append(std::as_bytes(std::span{octets}));
    }
    template <class T>
    void save(const std::optional<T>& option) {
        save(option.has_value());
        if (option) write(*option);
    }
    template <class T>
    void save(const T& record) {
        using R = Record<T>;
        if constexpr (R::kHasVersion) save(static_cast<std::uint8_t>(R::kVersion));
        ++depth_;
        POS_ASSERT(depth_ <= kDepthMax);
        // serialize() serves reading too, so it is not const; writing leaves the value alone.
        boost::serialization::access::serialize(*this, const_cast<T&>(record), R::kVersion);
        --depth_;
    }

    void save_count(std::size_t count) {
        POS_ASSERT(count <= std::numeric_limits<Count>::max());
        save(static_cast<Count>(count));
    }
    void append(BytesView raw) {
        if (!raw.empty()) std::memcpy(grow(raw.size()), raw.data(), raw.size());
    }
    /// Room for `count` more bytes, to be written at once. Most values are a few bytes long: a
    /// buffer that is larger than its contents takes them in a store or two.
    std::byte* grow(std::size_t count) {
        const std::size_t at = size_;
        size_ += count;
        if (size_ > buffer_.size()) enlarge();
        return buffer_.data() + at;
    }
    [[gnu::noinline]] void enlarge() { buffer_.resize(std::max<std::size_t>(2 * size_, 256)); }

    Bytes buffer_;
    std::size_t size_ = 0;  // of what was written, at the front of the buffer
    unsigned depth_ = 0;
};

template <class T>
Bytes to_bytes(const T& value) {
    Writer writer;
    writer.write(value);
    return std::move(writer).take();
}

}  // namespace pos::journal::archive
