#include "pos/store/db/sqlite_file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <string_view>

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

/// owns: the descriptor
struct File {
    int number;
    ~File() {
        if (number >= 0) ::close(number);
    }
};

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

Result<void> require_our_file(const std::string& path, OpenMode mode) {
    const bool create = mode == OpenMode::create;
    const File file{::open(path.c_str(), O_RDONLY | O_CLOEXEC)};
    if (file.number < 0) {
        if (errno == ENOENT && create) return {};
        return refuse(DbErrorKind::cannot_open, errno);
    }
    struct stat facts{};
    if (::fstat(file.number, &facts) != 0) return refuse(DbErrorKind::io, errno);
    if (!S_ISREG(facts.st_mode)) return no_database("not_sqlite", "no file");
    if (mode != OpenMode::read_only && ::access(path.c_str(), W_OK) != 0) {
        return refuse(DbErrorKind::read_only, errno);
    }
    std::array<unsigned char, kHeaderSize> header{};
    const ssize_t size = ::pread(file.number, header.data(), header.size(), 0);
    if (size < 0) return refuse(DbErrorKind::io, errno);
    if (size == 0) {
        if (create) return {};
        return no_database("empty", "an empty file");
    }
    if (size < static_cast<ssize_t>(header.size())) {
        return no_database("not_sqlite", "too short for an SQLite database");
    }
    return require_our_header(header);
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
