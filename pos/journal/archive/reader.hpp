#pragma once

#include <algorithm>
#include <array>
#include <boost/mpl/bool.hpp>
#include <cstddef>
#include <expected>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "pos/base/assert.hpp"
#include "pos/base/bytes.hpp"
#include "pos/journal/archive/smallest.hpp"
#include "pos/journal/archive/wire_types.hpp"

namespace pos::journal::archive {

enum class ReadError {
    truncated,
    bad_flag,
    out_of_range,
    newer_version,
    older_version,  // where only today's is asked for
    too_deep,
    trailing_bytes,
};

/// Which versions of the records inside are taken. What says that it was written today holds
/// today's alone: so that one value has one encoding.
enum class Versions { all_so_far, todays };

/// Reads what Writer wrote, from bytes nobody vouches for. The first error stops the reading: what
/// is asked for afterwards stays as it was, and from_bytes() throws the half-read value away.
///
/// A list is allocated once, after its count is checked against the bytes left. The bytes that
/// items still to come need at least are `owed_` and not lent to a list inside an earlier item, so
/// all lists of a message together never claim more bytes than the message has.
///
/// errors: never throws (but bad_alloc); finish() names the first error met
class Reader {
public:
    using is_saving = boost::mpl::false_;
    using is_loading = boost::mpl::true_;

    /// requires: the bytes outlive the reader
    explicit Reader(BytesView bytes, Versions versions = Versions::all_so_far)
        : left_{bytes}, versions_{versions} {}

    template <class T>
    Reader& operator&(T& value) {
        read(value);
        return *this;
    }
    template <class T>
    void read(T& value) {
        if (!error_) load(value);
        if (!error_ && !is_valid(value)) fail(ReadError::out_of_range);
    }
    std::optional<ReadError> finish() {
        if (!left_.empty()) fail(ReadError::trailing_bytes);
        return error_;
    }

private:
    template <FixedInteger T>
    void load(T& value) {
        const BytesView raw = take(sizeof(T));
        if (raw.empty()) return;
        std::uint64_t bits = 0;
        for (std::size_t i = 0; i < sizeof(T); ++i) {
            bits |= std::to_integer<std::uint64_t>(raw[i]) << (8 * i);
        }
        value = static_cast<T>(bits);
    }
    template <OneOf<std::byte> T>
    void load(T& byte) {
        byte = static_cast<std::byte>(load_integer<std::uint8_t>());
    }
    template <OneOf<bool> T>
    void load(T& flag) {
        const auto byte = load_integer<std::uint8_t>();
        if (byte > 1) fail(ReadError::bad_flag);  // one value, one encoding
        flag = byte == 1;
    }
    template <ScopedEnum T>
    void load(T& value) {
        value = static_cast<T>(load_integer<std::underlying_type_t<T>>());
    }
    void load(std::string& text) {
        const BytesView raw = take(load_integer<Count>());
        text = std::string(reinterpret_cast<const char*>(raw.data()), raw.size());
    }
    template <class T>
    void load(std::vector<T>& items) {
        static_assert(!std::is_same_v<T, bool>, "archive: no vector<bool>, it has no elements");
        const std::size_t each = smallest_bytes<T>();
        POS_ASSERT(each > 0);  // else four bytes could ask for four thousand million items
        const std::size_t count = load_integer<Count>();
        if (count > available() / each) return fail(ReadError::truncated);
        items = {};
        items.reserve(count);
        owed_ += count * each;
        while (items.size() < count && !error_) {
            owed_ -= each;
            read(items.emplace_back());
        }
    }
    template <Octet T>
    void load(std::vector<T>& octets) {
        const BytesView raw = take(load_integer<Count>());
        octets.resize(raw.size());
        copy(raw, octets.begin());
    }
    template <class T, std::size_t N>
    void load(std::array<T, N>& items) {
        for (T& item : items) read(item);
    }
    template <Octet T, std::size_t N>
    void load(std::array<T, N>& octets) {
        copy(take(N), octets.begin());
    }
    template <class T>
    void load(std::optional<T>& option) {
        bool has_value = false;
        read(has_value);
        if (!has_value) return option.reset();
        T value{};
        read(value);
        option = std::move(value);
    }
    template <class T>
    void load(T& record) {
        unsigned version = 0;
        if constexpr (Record<T>::kHasVersion) version = load_integer<std::uint8_t>();
        if (version > Record<T>::kVersion) return fail(ReadError::newer_version);
        if (versions_ == Versions::todays && version < Record<T>::kVersion) {
            return fail(ReadError::older_version);
        }
        if (depth_ == kDepthMax) return fail(ReadError::too_deep);
        ++depth_;
        boost::serialization::access::serialize(*this, record, version);
        --depth_;
    }

    template <FixedInteger T>
    T load_integer() {
        T value{};
        load(value);
        return value;
    }
    template <class Iterator>
    static void copy(BytesView raw, Iterator to) {
        using Item = typename std::iterator_traits<Iterator>::value_type;
        std::ranges::transform(raw, to, [](std::byte byte) { return static_cast<Item>(byte); });
    }
    std::size_t available() const { return left_.size() - owed_; }
    BytesView take(std::size_t count) {
        if (count > available()) {
            fail(ReadError::truncated);
            return {};
        }
        const BytesView taken = left_.first(count);
        left_ = left_.subspan(count);
        return taken;
    }
    void fail(ReadError error) {
        if (!error_) error_ = error;
    }

    BytesView left_;
    Versions versions_;
    std::size_t owed_ = 0;
    unsigned depth_ = 0;
    std::optional<ReadError> error_;
};

/// errors: the first ReadError met, in the order of the bytes; trailing_bytes last
template <class T>
std::expected<T, ReadError> from_bytes(BytesView bytes, Versions versions = Versions::all_so_far) {
    Reader reader{bytes, versions};
    T value{};
    reader.read(value);
    if (const auto error = reader.finish()) return std::unexpected{*error};
    return value;
}

}  // namespace pos::journal::archive
