#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "pos/store/db/error.hpp"
#include "pos/store/db/param.hpp"

namespace pos::store::db {

/// The current row of an answer. Views last until the callback returns.
///
/// A column is read as what it is. One of another type, or NULL where none is expected, reads as 0
/// or empty and makes the whole call fail with `damaged`, so that a caller need not ask each time.
class Row {
public:
    virtual ~Row() = default;
    virtual bool is_null(int column) const = 0;
    /// What the column holds; of anything but an integer, text or bytes, `null`.
    virtual Param::Kind kind(int column) const = 0;
    virtual std::int64_t integer(int column) const = 0;
    virtual std::string_view text(int column) const = 0;
    virtual BytesView bytes(int column) const = 0;

    template <DbInteger T>
    void get(int column, T& to) const {
        const std::int64_t value = integer(column);
        to = static_cast<T>(value);
        if (static_cast<std::int64_t>(to) != value) fault(column, "an integer out of range");
    }
    void get(int column, Date& to) const { get(column, to.days); }
    void get(int column, Instant& to) const { to.unix_ms = integer(column); }
    void get(int column, std::string& to) const { to = text(column); }
    void get(int column, Bytes& to) const {
        const BytesView from = bytes(column);
        to.assign(from.begin(), from.end());
    }
    template <std::size_t N>
    void get(int column, std::array<std::byte, N>& to) const {
        const BytesView from = bytes(column);
        if (from.size() != N) return fault(column, "bytes of another length");
        std::ranges::copy(from, to.begin());
    }
    void get(int column, Ulid& to) const {
        const BytesView from = bytes(column);
        if (from.size() != to.bytes.size()) return fault(column, "no ULID");
        std::ranges::copy(from, std::as_writable_bytes(std::span{to.bytes}).begin());
    }
    template <class T>
    void get(int column, std::optional<T>& to) const {
        if (is_null(column)) return to.reset();
        get(column, to.emplace());
    }
    template <class T>
    T get(int column) const {
        T value{};
        get(column, value);
        return value;
    }

    /// Makes the running call fail; the first fault is the one it reports.
    void fault(int column, const char* found) const {
        if (fault_) return;
        fault_ = found;
        fault_column_ = column;
    }
    const char* fault_text() const { return fault_; }
    int fault_column() const { return fault_column_; }

private:
    mutable const char* fault_{nullptr};
    mutable int fault_column_{0};
};

/// What a call answers whose row had a fault.
DbError row_error(const Row& row);

}  // namespace pos::store::db
