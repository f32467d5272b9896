#pragma once

#include <array>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>

#include "pos/base/bytes.hpp"
#include "pos/base/calendar.hpp"
#include "pos/base/clock.hpp"
#include "pos/base/ulid.hpp"

namespace pos::store::db {

/// Integers that fit 64 signed bits whatever their value.
template <class T>
concept DbInteger = std::integral<T> && (std::is_signed_v<T> || sizeof(T) < 8) && sizeof(T) <= 8;

/// A value on its way into a statement: nothing, an integer, text or bytes. Never a floating point
/// number. Text and bytes are views that must live until the call returns.
class Param {
public:
    enum class Kind : std::uint8_t { null, integer, text, bytes };

    Param() = default;
    Param(std::nullopt_t) {}  // NOLINT: all of these convert, so that a call reads like its SQL
    Param(DbInteger auto value)
        : kind_{Kind::integer}, integer_{static_cast<std::int64_t>(value)} {}
    template <class E>
        requires std::is_enum_v<E>
    Param(E value) : Param{static_cast<std::underlying_type_t<E>>(value)} {}
    Param(Date value) : Param{value.days} {}
    Param(Instant value) : Param{value.unix_ms} {}
    Param(std::string_view value) : Param{Kind::text, value.data(), value.size()} {}
    Param(const char* value) : Param{std::string_view{value}} {}
    Param(const std::string& value) : Param{std::string_view{value}} {}
    Param(BytesView value) : Param{Kind::bytes, value.data(), value.size()} {}
    Param(const Bytes& value) : Param{BytesView{value}} {}
    template <std::size_t N>
    Param(const std::array<std::byte, N>& value) : Param{BytesView{value}} {}
    Param(const Ulid& value) : Param{std::as_bytes(std::span{value.bytes})} {}
    template <class T>
    Param(const std::optional<T>& value) {
        if (value) *this = Param{*value};
    }

    Kind kind() const { return kind_; }
    std::int64_t integer() const { return integer_; }
    /// Never null, so that an empty text or blob does not turn into NULL.
    const char* data() const { return data_ ? static_cast<const char*>(data_) : ""; }
    std::size_t size() const { return size_; }

private:
    Param(Kind kind, const void* data, std::size_t size) : kind_{kind}, data_{data}, size_{size} {}

    Kind kind_{Kind::null};
    std::int64_t integer_{0};
    const void* data_{nullptr};
    std::size_t size_{0};
};

}  // namespace pos::store::db
