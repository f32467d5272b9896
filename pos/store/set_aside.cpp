#include "pos/store/set_aside.hpp"

#include <fcntl.h>
#include <stdio.h>

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <ranges>

#include "pos/journal/head_file.hpp"
#include "pos/store/db/sqlite_file.hpp"

namespace pos::store {

namespace {

namespace fs = std::filesystem;

/// Renames, and never over something.
std::error_code rename_to(const std::string& from, const std::string& to) {
    if (::renameat2(AT_FDCWD, from.c_str(), AT_FDCWD, to.c_str(), RENAME_NOREPLACE) == 0) return {};
    return {errno, std::system_category()};
}

}  // namespace

std::vector<std::pair<std::string, std::string>> set_aside_names(const std::string& database,
                                                                 const std::string& key_file,
                                                                 std::string_view mark) {
    const std::string end = ".old-" + std::string{mark};
    std::vector<std::pair<std::string, std::string>> names{{database, database + end}};
    for (const std::string_view beside : db::kFilesBeside) {
        const std::string tail{beside};
        names.emplace_back(database + tail, database + end + tail);
    }
    const std::string key = key_file + end;
    names.emplace_back(journal::head_path(key_file).string(), journal::head_path(key).string());
    names.emplace_back(key_file, key);
    return names;
}

std::string new_name(const std::string& database, int number) {
    return database + ".new-" + std::to_string(number);
}

std::vector<std::string> marks_aside(const std::string& database) {
    std::vector<std::string> marks;
    const fs::path path{database};
    const std::string start = path.filename().string() + ".old-";
    std::error_code error;
    for (fs::directory_iterator at{path.has_parent_path() ? path.parent_path() : ".", error};
         !error && at != fs::directory_iterator{}; at.increment(error)) {
        const std::string name = at->path().filename().string();
        if (!name.starts_with(start)) continue;
        std::string mark = name.substr(start.size());
        // What lies beside such a database has letters there.
        if (!mark.empty() && mark.find_first_not_of("0123456789-") == std::string::npos)
            marks.push_back(std::move(mark));
    }
    std::ranges::sort(marks);
    return marks;
}

int set_aside_number(const std::string& database, const std::string& key_file) {
    std::error_code none;
    const auto is_taken = [&](int number, bool and_wanted) {
        return std::ranges::any_of(set_aside_names(database, key_file, std::to_string(number)),
                                   [&](const auto& name) {
                                       return fs::exists(name.second, none) &&
                                              (!and_wanted || fs::exists(name.first, none));
                                   });
    };
    int number = 1;
    while (is_taken(number, false)) ++number;
    const bool goes_on =
        fs::exists(new_name(database, number - 1), none) && !is_taken(number - 1, true);
    return goes_on ? number - 1 : number;
}

std::error_code OldShop::move_away(const std::string& database, const std::string& key_file,
                                   std::string_view mark) {
    std::error_code failed;
    for (const auto& [from, to] : set_aside_names(database, key_file, mark)) {
        const bool there = fs::exists(from, failed);
        if (!there && !failed) continue;
        if (!failed) failed = rename_to(from, to);
        if (failed) {
            put_back();
            return failed;
        }
        moved_.emplace_back(from, to);
    }
    return {};
}

void OldShop::put_back() {
    for (const auto& [from, to] : moved_ | std::views::reverse) (void)rename_to(to, from);
    moved_.clear();
}

}  // namespace pos::store
