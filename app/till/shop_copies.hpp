#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "pos/base/clock.hpp"

namespace till {

/// A copy of a shop's database that could be put in its place.
struct ShopCopy {
    std::filesystem::path file;
    pos::Instant at{};    // when it was made
    bool rescued{false};  // of all that was there when the shop's file was removed
};

/// What lies beside a shop's database though it is gone: its log, its key, a rescued copy. Empty
/// where there never was one.
std::string left_of_shop(const std::string& shop);

/// Copies beside the shop, in `backups`, and on sticks; the newest first.
std::vector<ShopCopy> find_copies(const std::string& shop, const std::filesystem::path& backups);

}  // namespace till
