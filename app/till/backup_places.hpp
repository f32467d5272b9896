#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "app/till/shell/backup_messages.hpp"

namespace till {

/// The folder for them on a stick or disk, and in somebody's home.
inline constexpr std::string_view kBackupFolder = "Counterfoil";
/// This user's home; empty where there is none.
std::filesystem::path home_folder();

/// Where backups of the shop could go: a folder on each plugged-in stick or disk that this user may
/// write, other disks than the shop's first, and one in this user's home.
std::vector<shell::BackupPlace> backup_places(const std::filesystem::path& shop);

/// A path that a person typed: "~/" is their home.
std::filesystem::path typed_folder(const std::string& typed);

/// What its disk has left, as far as that can be told; of a folder that is not there yet, the one
/// above.
std::optional<std::uint64_t> room_in(const std::filesystem::path& folder);

}  // namespace till
