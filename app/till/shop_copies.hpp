#pragma once

#include <filesystem>
#include <span>
#include <string>
#include <vector>

#include "pos/base/clock.hpp"

namespace till {

/// A copy of a shop's database that could be put in its place.
struct ShopCopy {
    std::filesystem::path file;
    pos::Instant at{};  // when it was made
    /// Of all that was there when the shop's file was removed, and not put back since.
    bool rescued{false};
};

/// What was rescued beside a shop's database.
std::vector<ShopCopy> rescued_of(const std::string& shop);
/// What lies beside a shop's database though it is gone: its log, its key, a rescued copy. Empty
/// where there never was one.
std::string left_of_shop(const std::string& shop);

/// Copies beside the shop, in those folders and the one below them that backups go to unless
/// somebody says otherwise, and on sticks; the newest first.
std::vector<ShopCopy> find_copies(const std::string& shop,
                                  std::span<const std::filesystem::path> folders);
/// A file that somebody named. When it was made is what a backup's name says, else when the file
/// was written.
ShopCopy copy_at(const std::filesystem::path& file);
/// Backups in one folder alone, of whichever till; the newest first.
std::vector<ShopCopy> copies_in(const std::filesystem::path& folder);

}  // namespace till
