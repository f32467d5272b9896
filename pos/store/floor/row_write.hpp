#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "pos/base/bytes.hpp"

namespace pos::store::floor {

/// A column's value: NULL, integer, text or bytes.
using Value = std::variant<std::monostate, std::int64_t, std::string, Bytes>;

/// One row written by its whole key: the statement and what is bound to ?1, ?2, …
struct RowWrite {
    std::string sql;
    std::vector<Value> values;
    /// Bytes that were hashed for this row; empty for most.
    Bytes hashed;
    /// Whether that hash was signed.
    bool is_signed{false};
    bool operator==(const RowWrite&) const = default;
};
using RowWrites = std::vector<RowWrite>;

}  // namespace pos::store::floor
