#include "pos/store/db/sqlite_file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <map>
#include <mutex>
#include <string_view>
#include <vector>

namespace pos::store::db {

namespace {

constexpr std::size_t kHeaderSize = 100;
constexpr std::size_t kUserVersionAt = 60;
constexpr std::size_t kApplicationIdAt = 68;
constexpr std::string_view kMagic{"SQLite format 3\0", 16};

std::unexpected<DbError> refuse(DbErrorKind kind, int number) {
    return std::unexpected{DbError{kind, std::to_string(number), std::strerror(number)}};
}
std::unexpected<DbError> no_database(const char* code, const char* text) {
    return std::unexpected{DbError{DbErrorKind::not_a_database, code, text}};
}

/// Every file that is held, by device and inode.
struct Held {
    std::vector<int> numbers;
    std::size_t holders{0};
};
struct Registry {
    std::mutex mutex;
    std::map<std::pair<std::uint64_t, std::uint64_t>, Held> files;
};
/// Never destroyed: a connection may be closed when everything else is gone.
Registry& registry() {
    static Registry& all = *new Registry;
    return all;
}

using Header = std::array<unsigned char, kHeaderSize>;

/// High byte first.
std::int64_t figure_at(const Header& header, std::size_t at) {
    std::int64_t figure = 0;
    for (std::size_t i = 0; i < 4; ++i) figure = figure << 8 | header[at + i];
    return figure;
}

Result<void> require_our_header(const Header& header, OpenMode mode) {
    if (std::memcmp(header.data(), kMagic.data(), kMagic.size()) != 0) {
        return no_database("not_sqlite", "no SQLite database");
    }
    if (figure_at(header, kApplicationIdAt) != kApplicationId) {
        return no_database("foreign", "an SQLite database of another program");
    }
    if (mode != OpenMode::read_only && figure_at(header, kUserVersionAt) == kBackupMark) {
        return no_database("backup", "a backup, which is to be put back and not written");
    }
    return {};
}

}  // namespace

Result<HeldFile> HeldFile::open(const std::string& path) {
    auto& [mutex, files] = registry();
    const std::scoped_lock lock{mutex};
    HeldFile file;
    const auto take = [&](const struct stat& facts) -> Held& {
        file.device_ = facts.st_dev;
        file.inode_ = facts.st_ino;
        return files[{file.device_, file.inode_}];
    };
    struct stat facts{};
    if (::stat(path.c_str(), &facts) == 0 && files.contains({facts.st_dev, facts.st_ino})) {
        Held& held = take(facts);
        ++held.holders;
        file.number_ = held.numbers.front();
        return file;
    }
    const int number = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (number < 0) return refuse(DbErrorKind::cannot_open, errno);
    if (::fstat(number, &facts) != 0) {
        const int why = errno;
        ::close(number);
        return refuse(DbErrorKind::io, why);
    }
    // It may have become one that is held in between: then it must not be closed before that.
    Held& held = take(facts);
    held.numbers.push_back(number);
    ++held.holders;
    file.number_ = number;
    return file;
}

bool HeldFile::is_at(const std::string& path) const {
    struct stat facts{};
    if (::stat(path.c_str(), &facts) != 0) {
        // Of another trouble the disk itself tells, when it is written.
        return errno != ENOENT && errno != ENOTDIR && errno != ESTALE;
    }
    return facts.st_dev == device_ && facts.st_ino == inode_;
}

void HeldFile::release() {
    if (number_ < 0) return;
    auto& [mutex, files] = registry();
    const std::scoped_lock lock{mutex};
    const auto at = files.find({device_, inode_});
    if (--at->second.holders == 0) {
        for (const int number : at->second.numbers) ::close(number);
        files.erase(at);
    }
    number_ = -1;
}

Result<HeldFile> require_our_file(const std::string& path, OpenMode mode) {
    const bool create = mode == OpenMode::create;
    auto file = HeldFile::open(path);
    if (!file) {
        if (file.error().code == std::to_string(ENOENT) && create) return HeldFile{};
        return file;
    }
    struct stat facts{};
    if (::fstat(file->number(), &facts) != 0) return refuse(DbErrorKind::io, errno);
    if (!S_ISREG(facts.st_mode)) return no_database("not_sqlite", "no file");
    if (mode != OpenMode::read_only && ::access(path.c_str(), W_OK) != 0) {
        return refuse(DbErrorKind::read_only, errno);
    }
    Header header{};
    const ssize_t size = ::pread(file->number(), header.data(), header.size(), 0);
    if (size < 0) return refuse(DbErrorKind::io, errno);
    if (size == 0) {
        if (create) return file;
        return no_database("empty", "an empty file");
    }
    if (size < static_cast<ssize_t>(header.size())) {
        return no_database("not_sqlite", "too short for an SQLite database");
    }
    if (auto ours = require_our_header(header, mode); !ours) return std::unexpected{ours.error()};
    return file;
}

bool has_log_beside(const std::string& path) {
    for (const char* log : {"-wal", "-journal"}) {
        std::error_code none;
        const auto bytes = std::filesystem::file_size(path + log, none);
        if (!none && bytes > 0) return true;
    }
    return false;
}

bool is_name_beside(const std::string& path) {
    const std::string name = std::filesystem::path{path}.filename().string();
    for (const std::string_view end : kFilesBeside) {
        if (name.ends_with(end)) return true;
    }
    // Of a key: what is to take its place, what it was, that of an office's bills, and how far it
    // has signed.
    return name.ends_with(".lock") || name.ends_with(".key") || name.contains(".key.");
}

bool is_idle_copy(const std::string& path) {
    // What was kept of a shop: the one copy of what it holds, and no backup.
    const std::string name = std::filesystem::path{path}.filename().string();
    for (const char* kept : {".rescued", ".old-", ".new-"}) {
        if (name.contains(kept)) return false;
    }
    std::error_code none;
    if (!require_our_file(path, OpenMode::read_only) || has_log_beside(path)) return false;
    for (const char* beside : {".key", ".lock"}) {
        if (std::filesystem::exists(path + beside, none)) return false;
    }
    return true;
}

void remove_database(const std::string& path) {
    std::error_code ignored;
    std::filesystem::remove(path, ignored);
    for (const std::string_view beside : kFilesBeside) {
        std::filesystem::remove(path + std::string{beside}, ignored);
    }
}

}  // namespace pos::store::db
