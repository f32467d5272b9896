#pragma once

#include <memory>

#include "app/core/bench/contest.hpp"
#include "app/core/bench/scratch.hpp"

namespace app::core::bench {

/// A cart of ten lines is paid in cash to the coin: from the tap until the sale is durable, against
/// the same rows written by SQLite alone with one hash and one signature. Both sides begin with the
/// same database and leave the same one behind.
///
/// Before each sale its cart is on the disk, as at a till; that is not counted.
///
/// requires: `scratch` outlives the contest, and holds no other of these that still goes on
Outcome<std::unique_ptr<Contest>> sale_contest(const Scratch& scratch, std::size_t sales);

inline constexpr std::size_t kSaleLines = 10;

}  // namespace app::core::bench
