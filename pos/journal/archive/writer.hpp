#pragma once

#include <array>
#include <boost/mpl/bool.hpp>
#include <cstddef>
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

    BytesView bytes() const { return bytes_; }
    void clear() { bytes_.clear(); }
    Bytes take() && { return std::move(bytes_); }

private:
    template <FixedInteger T>
    void save(const T& value) {
        std::array<std::byte, sizeof(T)> raw{};
        auto rest = static_cast<std::uint64_t>(value);
        for (std::byte& byte : raw) {
            byte = static_cast<std::byte>(rest);
            rest >>= 8;
        }
        append(raw);
    }
    template <OneOf<std::byte> T>
    void save(const T& byte) {
        bytes_.push_back(byte);
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
    void append(BytesView raw) { bytes_.insert(bytes_.end(), raw.begin(), raw.end()); }

    Bytes bytes_;
    unsigned depth_ = 0;
};

template <class T>
Bytes to_bytes(const T& value) {
    Writer writer;
    writer.write(value);
    return std::move(writer).take();
}

}  // namespace pos::journal::archive
