#pragma once

#include "pos/journal/projection.hpp"

/// Sums that say so when they pass what a column holds.
namespace pos::store {

inline bool add_to(std::int64_t& sum, std::int64_t more) {
    return !__builtin_add_overflow(sum, more, &sum);
}
inline bool add_to(Quantity& sum, const Quantity& more) {
    return add_to(sum.millionths, more.millionths);
}
bool add_to(journal::Takings& sum, const journal::Takings& more);
bool add_to(journal::TillCounts& sum, const journal::TillCounts& more);

}  // namespace pos::store
