#include "pos/store/db/writer_lock.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <charconv>
#include <cstring>
#include <filesystem>
#include <utility>

#include "pos/base/assert.hpp"
#include "pos/base/calendar.hpp"
#include "pos/store/db/lock_key.hpp"

namespace pos::store::db {

namespace {

constexpr std::int64_t kDay_ms = 86'400'000;

std::string utc(Instant at) {
    std::int64_t days = at.unix_ms / kDay_ms;
    if (at.unix_ms % kDay_ms < 0) --days;
    const std::int64_t seconds = (at.unix_ms - days * kDay_ms) / 1000;
    return fmt::format("{} {:02}:{:02}:{:02} UTC", to_string(Date{static_cast<int>(days)}),
                       seconds / 3600, seconds / 60 % 60, seconds % 60);
}

/// What stands behind `name: ` in the lock file.
std::string_view field(std::string_view text, std::string_view name) {
    while (!text.empty()) {
        const std::string_view line = text.substr(0, text.find('\n'));
        if (line.starts_with(name)) return line.substr(name.size());
        text.remove_prefix(std::min(text.size(), line.size() + 1));
    }
    return {};
}

LockHolder read_holder(int file) {
    char buffer[1024];
    const ssize_t size = ::pread(file, buffer, sizeof buffer, 0);
    const std::string_view text{buffer, static_cast<std::size_t>(std::max<ssize_t>(size, 0))};
    LockHolder holder;
    const std::string_view pid = field(text, "pid: ");
    std::from_chars(pid.data(), pid.data() + pid.size(), holder.pid);
    holder.program = field(text, "program: ");
    holder.since = field(text, "since: ");
    return holder;
}

std::unexpected<LockError> failed(int number) {
    const DbErrorKind kind =
        number == EACCES || number == EROFS ? DbErrorKind::read_only : DbErrorKind::cannot_open;
    return std::unexpected{LockError{
        LockError::Kind::failed, {}, {kind, std::to_string(number), std::strerror(number)}}};
}

/// The session that holds the lock `key`.
Result<LockHolder> session_holder(Connection& session, std::int64_t key) {
    const auto found = session.first<std::int64_t, std::string, std::string>(
        "SELECT CAST(a.pid AS BIGINT), a.application_name, "
        "to_char(a.backend_start AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS') || ' UTC' "
        "FROM pg_locks l JOIN pg_stat_activity a ON a.pid = l.pid WHERE " +
            std::string{kHoldsKey},
        key);
    if (!found) return std::unexpected{found.error()};
    if (!*found) return LockHolder{};
    const auto& [pid, program, since] = **found;
    return LockHolder{pid, program, since};
}

}  // namespace

std::expected<WriterLock, LockError> WriterLock::of_file(const std::string& db_path,
                                                         std::string_view program, Instant now) {
    // Through a link it is still the same shop.
    std::error_code none;
    const auto canonical = std::filesystem::weakly_canonical(db_path, none);
    const std::string path = (none ? db_path : canonical.string()) + ".lock";
    const int file = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644);
    if (file < 0) return failed(errno);
    if (::flock(file, LOCK_EX | LOCK_NB) != 0) {
        const int number = errno;
        LockError error{LockError::Kind::held, read_holder(file), {}};
        ::close(file);
        if (number != EWOULDBLOCK) return failed(number);
        return std::unexpected{std::move(error)};
    }
    WriterLock lock{HeldLock{file, HeldLock::Then::is_emptied}};
    const std::string text =
        fmt::format("pid: {}\nprogram: {}\nsince: {}\n", ::getpid(), program, utc(now));
    const bool written = ::ftruncate(file, 0) == 0 && ::pwrite(file, text.data(), text.size(), 0) ==
                                                          static_cast<ssize_t>(text.size());
    // A full disk must not keep a shop closed: the lock holds without its words.
    if (!written && errno != ENOSPC) return failed(errno);
    return lock;
}

std::expected<WriterLock, LockError> WriterLock::of_session(Connection& session,
                                                            std::string_view name,
                                                            std::string_view program) {
    POS_ASSERT(session.engine() == Engine::postgresql);
    const auto failure = [](const DbError& cause) {
        return std::unexpected{LockError{LockError::Kind::failed, {}, cause}};
    };
    const auto named =
        session.value<std::string>("SELECT set_config('application_name', $1, false)", program);
    if (!named) return failure(named.error());
    const auto key = static_cast<std::int64_t>(lock_key(name));
    auto taken = HeldLock::of_session(session, key);
    if (!taken) return failure(taken.error());
    if (*taken) return WriterLock{std::move(**taken)};
    const auto holder = session_holder(session, key);
    if (!holder) return failure(holder.error());
    return std::unexpected{LockError{LockError::Kind::held, *holder, {}}};
}

}  // namespace pos::store::db
