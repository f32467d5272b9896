#include "app/till/backup_places.hpp"

#include <unistd.h>

#include <algorithm>
#include <cstdlib>

#include "app/core/backups.hpp"
#include "app/till/found_files.hpp"

namespace till {

namespace {

namespace fs = std::filesystem;

shell::BackupPlace place_on(const fs::path& disk, const fs::path& shop) {
    return {.folder = (disk / kBackupFolder).string(),
            .name = disk.filename().string(),
            .free_bytes = room_in(disk),
            .on_shops_disk = app::core::on_one_disk(
                disk, shop.parent_path().empty() ? fs::path{"."} : shop.parent_path())};
}

}  // namespace

fs::path home_folder() {
    const char* const home = std::getenv("HOME");
    return home != nullptr ? fs::path{home} : fs::path{};
}

std::vector<shell::BackupPlace> backup_places(const fs::path& shop) {
    std::vector<fs::path> disks = plugged_in();
    if (const auto home = home_folder(); !home.empty()) disks.push_back(home);
    std::vector<shell::BackupPlace> places;
    for (const auto& disk : disks)
        if (::access(disk.c_str(), W_OK | X_OK) == 0) places.push_back(place_on(disk, shop));
    std::ranges::stable_sort(places, {}, &shell::BackupPlace::on_shops_disk);
    return places;
}

fs::path typed_folder(const std::string& typed) {
    if (!typed.starts_with("~/")) return fs::path{typed}.lexically_normal();
    return (home_folder() / typed.substr(2)).lexically_normal();
}

std::optional<std::uint64_t> room_in(const fs::path& folder) {
    std::error_code error;
    auto space = fs::space(folder, error);
    if (error) space = fs::space(folder.parent_path(), error);
    if (error) return std::nullopt;
    return space.available;
}

}  // namespace till
