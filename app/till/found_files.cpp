// Where people put files.
#include "app/till/found_files.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdlib>
#include <fstream>
#include <set>

#include "app/till/goods_link.hpp"

namespace till {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t kFilesMax = 50;
constexpr std::size_t kEntriesMax = 5'000;  // of one folder that are looked at

bool ends_in(const fs::path& file, std::span<const std::string_view> endings) {
    std::string ending = file.extension().string();
    std::ranges::transform(ending, ending.begin(),
                           [](char c) { return c >= 'A' && c <= 'Z' ? char(c - 'A' + 'a') : c; });
    return std::ranges::find(endings, ending) != endings.end();
}

pos::Instant instant_of(fs::file_time_type written) {
    const auto at = std::chrono::file_clock::to_sys(written);
    return {std::chrono::duration_cast<std::chrono::milliseconds>(at.time_since_epoch()).count()};
}

void add_files(const fs::path& folder, std::span<const std::string_view> endings,
               std::vector<shell::GoodsFile>& files) {
    std::error_code error;
    fs::directory_iterator entries{folder, fs::directory_options::skip_permission_denied, error};
    for (std::size_t seen = 0; !error && entries != fs::directory_iterator{} && seen < kEntriesMax;
         entries.increment(error), ++seen) {
        const auto& entry = *entries;
        std::error_code ignored;
        if (!entry.is_regular_file(ignored) || !ends_in(entry.path(), endings)) continue;
        const auto written = entry.last_write_time(ignored);
        files.push_back({entry.path().string(), entry.path().filename().string(), folder.string(),
                         instant_of(written)});
    }
}

/// The folders that the desktop keeps for people, by the names they have in their language.
void add_user_folders(const fs::path& home, std::set<fs::path>& folders) {
    std::ifstream names{home / ".config" / "user-dirs.dirs"};
    for (std::string line; std::getline(names, line);) {
        constexpr std::string_view kHome = "=\"$HOME/";
        const auto at = line.find(kHome);
        const auto end = line.rfind('"');
        if (at == std::string::npos || end <= at + kHome.size()) continue;
        folders.insert(home / line.substr(at + kHome.size(), end - at - kHome.size()));
    }
    for (const char* usual : {"Downloads", "Desktop", "Documents"}) folders.insert(home / usual);
    folders.insert(home);
}

}  // namespace

std::vector<fs::path> plugged_in() {
    std::vector<fs::path> disks;
    for (const char* root : {"/media", "/run/media"}) {
        std::error_code error;
        for (fs::directory_iterator users{root, error}; !error && users != fs::directory_iterator{};
             users.increment(error)) {
            std::error_code denied;
            for (fs::directory_iterator sticks{users->path(), denied};
                 !denied && sticks != fs::directory_iterator{}; sticks.increment(denied))
                disks.push_back(sticks->path());
        }
    }
    return disks;
}

std::vector<shell::GoodsFile> find_files(const fs::path& beside,
                                         std::span<const std::string_view> endings) {
    std::set<fs::path> folders;
    if (const char* home = std::getenv("HOME"); home != nullptr && *home != '\0')
        add_user_folders(home, folders);
    for (const auto& disk : plugged_in()) folders.insert({disk.parent_path(), disk});
    if (!beside.empty()) folders.insert(beside);
    std::vector<shell::GoodsFile> files;
    for (const auto& folder : folders) add_files(folder, endings, files);
    std::ranges::sort(files, [](const auto& a, const auto& b) {
        return a.written != b.written ? a.written > b.written : a.path < b.path;
    });
    if (files.size() > kFilesMax) files.resize(kFilesMax);
    return files;
}

std::vector<shell::GoodsFile> find_pictures(const fs::path& beside) {
    constexpr std::array<std::string_view, 3> kPictures{".png", ".jpg", ".jpeg"};
    return find_files(beside, kPictures);
}

std::vector<shell::GoodsFile> find_goods_files(const fs::path& beside) {
    constexpr std::array<std::string_view, 4> kTables{".xlsx", ".csv", ".tsv", ".tab"};
    return find_files(beside, kTables);
}

}  // namespace till
