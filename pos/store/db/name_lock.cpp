#include "pos/store/db/name_lock.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <string>
#include <utility>

#include "pos/store/db/lock_key.hpp"

namespace pos::store::db {

namespace {

std::unexpected<DbError> lock_failed(int number) {
    const DbErrorKind kind =
        number == EACCES || number == EROFS ? DbErrorKind::read_only : DbErrorKind::io;
    return std::unexpected{DbError{kind, std::to_string(number), std::strerror(number)}};
}

/// The lock file of an SQLite database.
Result<std::string> lock_file_of(Connection& db) {
    auto file = db.value<std::string>("SELECT file FROM pragma_database_list WHERE name = 'main'");
    if (!file) return std::unexpected{std::move(file.error())};
    if (!*file || (*file)->empty()) {
        return std::unexpected{DbError{DbErrorKind::cannot_open, "", "a database without a file"}};
    }
    return **file + ".lock";
}

/// The byte that stands for a name, far behind whatever is written there.
struct flock byte_of(std::string_view name) {
    struct flock byte{};
    byte.l_type = F_WRLCK;
    byte.l_whence = SEEK_SET;
    byte.l_start = static_cast<off_t>((lock_key(name) >> 2U) | 1ULL << 61U);
    byte.l_len = 1;
    return byte;
}

Result<bool> is_held_in_file(Connection& db, std::string_view name) {
    const auto path = lock_file_of(db);
    if (!path) return std::unexpected{path.error()};
    const int file = ::open(path->c_str(), O_RDONLY | O_CLOEXEC);
    if (file < 0) {
        if (errno == ENOENT) return false;
        return lock_failed(errno);
    }
    struct flock byte = byte_of(name);
    const bool asked = ::fcntl(file, F_OFD_GETLK, &byte) == 0;
    const int number = errno;
    ::close(file);
    if (!asked) return lock_failed(number);
    return byte.l_type != F_UNLCK;
}

}  // namespace

Result<std::optional<NameLock>> NameLock::take(Connection& session, std::string_view name) {
    if (session.engine() == Engine::postgresql) {
        const auto key = static_cast<std::int64_t>(lock_key(name));
        const auto taken = session.value<std::int64_t>("SELECT pg_try_advisory_lock($1)", key);
        if (!taken) return std::unexpected{taken.error()};
        if (taken->value_or(0) != 1) return std::optional<NameLock>{};
        return std::optional{NameLock{-1, &session, key}};
    }
    const auto path = lock_file_of(session);
    if (!path) return std::unexpected{path.error()};
    const int file = ::open(path->c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644);
    if (file < 0) return lock_failed(errno);
    // Of the open file, not of the process: two threads are two holders, and another descriptor of
    // the file that is closed takes nothing away.
    struct flock byte = byte_of(name);
    if (::fcntl(file, F_OFD_SETLK, &byte) == 0) {
        return std::optional{NameLock{file, nullptr, 0}};
    }
    const int number = errno;
    ::close(file);
    if (number != EAGAIN && number != EACCES) return lock_failed(number);
    return std::optional<NameLock>{};
}

Result<bool> NameLock::is_held(Connection& db, std::string_view name) {
    if (db.engine() == Engine::sqlite) return is_held_in_file(db, name);
    // A lock on one 64-bit number is shown as its two halves, objsubid 1.
    const auto held = db.value<std::int64_t>(
        "SELECT count(*) FROM pg_locks l WHERE l.locktype = 'advisory' AND l.granted "
        "AND l.objsubid = 1 "
        "AND l.database = (SELECT d.oid FROM pg_database d WHERE d.datname = current_database()) "
        "AND CAST(CAST(l.classid AS BIGINT) AS BIT(32)) = CAST(CAST($1 AS BIGINT) >> 32 AS "
        "BIT(32)) "
        "AND CAST(CAST(l.objid AS BIGINT) AS BIT(32)) = CAST(CAST($1 AS BIGINT) AS BIT(32))",
        static_cast<std::int64_t>(lock_key(name)));
    if (!held) return std::unexpected{held.error()};
    return held->value_or(0) > 0;
}

NameLock::NameLock(NameLock&& other) noexcept
    : file_{std::exchange(other.file_, -1)},
      session_{std::exchange(other.session_, nullptr)},
      key_{other.key_} {}

NameLock& NameLock::operator=(NameLock&& other) noexcept {
    if (this == &other) return *this;
    release();
    file_ = std::exchange(other.file_, -1);
    session_ = std::exchange(other.session_, nullptr);
    key_ = other.key_;
    return *this;
}

NameLock::~NameLock() {
    release();
}

void NameLock::release() {
    // The file stays, as the writer's lock has it.
    if (file_ >= 0) ::close(std::exchange(file_, -1));
    if (session_) {
        (void)session_->value<std::int64_t>("SELECT pg_advisory_unlock($1)", key_);
        session_ = nullptr;
    }
}

}  // namespace pos::store::db
