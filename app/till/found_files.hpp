#pragma once

#include <filesystem>
#include <span>
#include <string_view>
#include <vector>

#include "app/till/shell/goods_file.hpp"

namespace till {

/// Files with one of these endings (".csv") in the folders where people put files, on plugged-in
/// sticks and in `beside`; the newest first, fifty at most.
std::vector<shell::GoodsFile> find_files(const std::filesystem::path& beside,
                                         std::span<const std::string_view> endings);

/// The same of pictures that a logo can be made of.
std::vector<shell::GoodsFile> find_pictures(const std::filesystem::path& beside);

/// Sticks and disks that are plugged in: /media/USER/STICK.
std::vector<std::filesystem::path> plugged_in();

}  // namespace till
