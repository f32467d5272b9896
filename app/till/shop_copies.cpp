#include "app/till/shop_copies.hpp"

#include <algorithm>
#include <chrono>
#include <set>
#include <string_view>
#include <system_error>

#include "app/core/backups.hpp"
#include "app/till/backup_places.hpp"
#include "pos/journal/key_file.hpp"
#include "pos/store/db/sqlite_file.hpp"
#include "pos/store/errors.hpp"

namespace till {

namespace {

namespace fs = std::filesystem;

/// Calls `with` for each entry of a folder that can be read.
template <class With>
void each_in(const fs::path& folder, With with) {
    std::error_code error;
    for (fs::directory_iterator at{folder, error}; !error && at != fs::directory_iterator{};
         at.increment(error))
        with(*at);
}

void add_folders_in(const fs::path& folder, std::set<fs::path>& folders) {
    each_in(folder, [&](const fs::directory_entry& entry) {
        std::error_code denied;
        if (entry.is_directory(denied)) folders.insert(entry.path());
    });
}

/// The till ("B01-T1") of which a file may be a backup, by its name; empty where it is none.
std::string till_of(const fs::path& file) {
    constexpr std::string_view kEnd{"-2026-11-26-134501Z.db"};
    const std::string name = file.filename().string();
    if (!name.ends_with("Z.db") || name.size() <= kEnd.size()) return {};
    return name.substr(0, name.size() - kEnd.size());
}

/// Those of which backups may lie in a folder.
std::set<std::string> tills_in(const fs::path& folder) {
    std::set<std::string> tills;
    each_in(folder, [&](const fs::directory_entry& entry) {
        if (auto till = till_of(entry.path()); !till.empty()) tills.insert(std::move(till));
    });
    return tills;
}

pos::Instant written_at(const fs::path& file) {
    std::error_code error;
    const auto written = fs::last_write_time(file, error);
    if (error) return {};
    const auto since = std::chrono::file_clock::to_sys(written).time_since_epoch();
    return {std::chrono::duration_cast<std::chrono::milliseconds>(since).count()};
}

void add_backups(const fs::path& folder, std::vector<ShopCopy>& copies) {
    for (const auto& till : tills_in(folder)) {
        for (const auto& backup : app::core::backups_in(folder, till))
            copies.push_back({backup.file, backup.at, false});
    }
}

/// As many as a person may want to choose from.
void newest_first(std::vector<ShopCopy>& copies) {
    constexpr std::size_t kShown = 100;
    std::ranges::sort(copies, [](const ShopCopy& a, const ShopCopy& b) {
        return a.at.unix_ms != b.at.unix_ms ? a.at.unix_ms > b.at.unix_ms : a.file < b.file;
    });
    if (copies.size() > kShown) copies.resize(kShown);
}

/// Sticks as desktops and administrators plug them in: /media/USER/STICK, /mnt/STICK.
void add_sticks(std::set<fs::path>& folders) {
    std::set<fs::path> sticks;
    for (const char* users : {"/media", "/run/media"}) {
        std::set<fs::path> all;
        add_folders_in(users, all);
        for (const auto& user : all) add_folders_in(user, sticks);
        sticks.merge(all);
    }
    add_folders_in("/mnt", sticks);
    for (const auto& stick : sticks) add_folders_in(stick, folders);
    folders.merge(sticks);
}

}  // namespace

std::vector<ShopCopy> rescued_of(const std::string& shop) {
    std::vector<ShopCopy> found;
    const fs::path path{shop};
    const std::string start = path.filename().string() + std::string{pos::store::kRescued};
    const fs::path folder = path.parent_path().empty() ? fs::path{"."} : path.parent_path();
    each_in(folder, [&](const fs::directory_entry& entry) {
        const std::string name = entry.path().filename().string();
        if (!name.starts_with(start)) return;
        const std::string rest = name.substr(start.size());
        const bool numbered = rest.size() > 1 && rest.front() == '-' &&
                              rest.find_first_not_of("0123456789", 1) == std::string::npos;
        if (!rest.empty() && !numbered) return;
        // One that was put back has its note of series, and things were sold since.
        std::error_code none;
        const bool put_back = fs::exists(entry.path().string() + ".series", none);
        found.push_back({entry.path(), written_at(entry.path()), !put_back});
    });
    return found;
}

std::string left_of_shop(const std::string& shop) {
    std::error_code none;
    const std::string key = pos::journal::key_path(shop).string();
    // Beside an unfinished shop it is what is left of an attempt to make one.
    if (fs::exists(key, none) && !fs::exists(shop + ".part", none)) return key;
    if (pos::store::db::has_log_beside(shop)) return shop + "-wal";
    const auto rescued = rescued_of(shop);
    return rescued.empty() ? std::string{} : rescued.front().file.string();
}

ShopCopy copy_at(const fs::path& file) {
    if (const auto till = till_of(file); !till.empty()) {
        const auto backups = app::core::backups_in(file.parent_path(), till);
        const auto named = std::ranges::find(
            backups, file.filename(), [](const auto& backup) { return backup.file.filename(); });
        if (named != backups.end()) return {file, named->at, false};
    }
    return {file, written_at(file), false};
}

std::vector<ShopCopy> copies_in(const fs::path& folder) {
    std::vector<ShopCopy> copies;
    add_backups(folder, copies);
    newest_first(copies);
    return copies;
}

std::vector<ShopCopy> find_copies(const std::string& shop, std::span<const fs::path> wanted) {
    const fs::path own = fs::path{shop}.parent_path();
    const fs::path home = own.empty() ? fs::path{"."} : own;
    std::set<fs::path> folders{home};
    add_folders_in(home, folders);
    add_sticks(folders);
    for (const auto& folder : wanted) {
        if (folder.empty()) continue;
        folders.insert(folder);
        folders.insert(folder / kBackupFolder);
    }
    // The same folder may be named in two ways.
    std::set<fs::path> different;
    for (const auto& folder : folders) {
        std::error_code error;
        auto name = fs::weakly_canonical(folder, error);
        different.insert(error ? folder : std::move(name));
    }
    std::vector<ShopCopy> copies = rescued_of(shop);
    for (const auto& folder : different) add_backups(folder, copies);
    newest_first(copies);
    return copies;
}

}  // namespace till
