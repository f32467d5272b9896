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

Result<void> require_our_header(const std::array<unsigned char, kHeaderSize>& header) {
    if (std::memcmp(header.data(), kMagic.data(), kMagic.size()) != 0) {
        return no_database("not_sqlite", "no SQLite database");
    }
    std::int64_t id = 0;
    for (std::size_t i = 0; i < 4; ++i) id = id << 8 | header[kApplicationIdAt + i];
    if (id != kApplicationId) {
        return no_database("foreign", "an SQLite database of another program");
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
    std::array<unsigned char, kHeaderSize> header{};
    const ssize_t size = ::pread(file->number(), header.data(), header.size(), 0);
    if (size < 0) return refuse(DbErrorKind::io, errno);
    if (size == 0) {
        if (create) return file;
        return no_database("empty", "an empty file");
    }
    if (size < static_cast<ssize_t>(header.size())) {
        return no_database("not_sqlite", "too short for an SQLite database");
    }
    if (auto ours = require_our_header(header); !ours) return std::unexpected{ours.error()};
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

void remove_database(const std::string& path) {
    std::error_code ignored;
    std::filesystem::remove(path, ignored);
    for (const std::string_view beside : kFilesBeside) {
        std::filesystem::remove(path + std::string{beside}, ignored);
    }
}

}  // namespace pos::store::db
