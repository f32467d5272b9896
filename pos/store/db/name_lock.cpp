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
        auto taken = HeldLock::of_session(session, static_cast<std::int64_t>(lock_key(name)));
        if (!taken) return std::unexpected{std::move(taken.error())};
        if (!*taken) return std::optional<NameLock>{};
        return std::optional{NameLock{std::move(**taken)}};
    }
    const auto path = lock_file_of(session);
    if (!path) return std::unexpected{path.error()};
    const int file = ::open(path->c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644);
    if (file < 0) return lock_failed(errno);
    // Of the open file, not of the process: two threads are two holders, and another descriptor of
    // the file that is closed takes nothing away.
    struct flock byte = byte_of(name);
    if (::fcntl(file, F_OFD_SETLK, &byte) == 0) {
        return std::optional{NameLock{HeldLock{file, HeldLock::Then::stays}}};
    }
    const int number = errno;
    ::close(file);
    if (number != EAGAIN && number != EACCES) return lock_failed(number);
    return std::optional<NameLock>{};
}

Result<bool> NameLock::is_held(Connection& db, std::string_view name) {
    if (db.engine() == Engine::sqlite) return is_held_in_file(db, name);
    const auto held =
        db.value<std::int64_t>("SELECT count(*) FROM pg_locks l WHERE " + std::string{kHoldsKey},
                               static_cast<std::int64_t>(lock_key(name)));
    if (!held) return std::unexpected{held.error()};
    return held->value_or(0) > 0;
}

}  // namespace pos::store::db
