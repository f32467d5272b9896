#pragma once

#include <memory>
#include <string>

#include "app/core/bench/contest.hpp"

namespace app::core::bench {

inline constexpr std::size_t kCartLines = 50;

/// The fiftieth line of a cart: from the scanned code to the item, the re-priced cart and its bytes
/// for the disk, against the look-up of the barcode by SQLite alone.
///
/// requires: the shop at `where` has at least kCartLines items and the till open
Outcome<std::unique_ptr<Contest>> scan_contest(const std::string& where, std::size_t scans);

}  // namespace app::core::bench
