#include "pos/store/db/copy_database.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sqlite3.h>
#include <stdio.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <memory>

#include "pos/store/db/sqlite_connection.hpp"
#include "pos/store/db/sqlite_file.hpp"

namespace pos::store::db {

namespace {

namespace fs = std::filesystem;
using Kind = CopyError::Kind;

std::unexpected<CopyError> fail(Kind kind, DbError cause) {
    std::vector<std::string> damage;
    if (kind == Kind::damaged) damage.push_back(cause.text);
    return std::unexpected{CopyError{kind, std::move(cause), std::move(damage)}};
}
std::unexpected<CopyError> fail_system(int number) {
    const Kind kind = number == EEXIST                       ? Kind::exists
                      : number == ENOSPC || number == EDQUOT ? Kind::disk_full
                                                             : Kind::cannot_write;
    return fail(kind, {DbErrorKind::io, std::to_string(number), std::strerror(number)});
}
std::unexpected<CopyError> fail_sqlite(sqlite3* db) {
    const int code = sqlite3_extended_errcode(db);
    const DbErrorKind what = kind_of_sqlite(code);
    const Kind kind = what == DbErrorKind::disk_full ? Kind::disk_full
                      : what == DbErrorKind::damaged ? Kind::damaged
                                                     : Kind::cannot_write;
    return fail(kind, {what, std::to_string(code), sqlite3_errmsg(db)});
}

struct CloseHandle {
    void operator()(sqlite3* db) const { sqlite3_close(db); }
};
using Handle = std::unique_ptr<sqlite3, CloseHandle>;

/// Removes the unfinished file unless the copy was completed.
struct PartGuard {
    const std::string& path;
    bool keep{false};
    ~PartGuard() {
        if (!keep) remove_database(path);
    }
};

std::expected<void, CopyError> make_empty_file(const std::string& path) {
    const int file = ::open(path.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (file < 0) return fail_system(errno);
    ::close(file);
    return {};
}

std::expected<CopyProgress, CopyError> copy_pages(sqlite3* from, sqlite3* to, int pages_per_step,
                                                  OnCopyStep on_step) {
    struct Finish {
        void operator()(sqlite3_backup* backup) const { sqlite3_backup_finish(backup); }
    };
    const std::unique_ptr<sqlite3_backup, Finish> backup{
        sqlite3_backup_init(to, "main", from, "main")};
    if (!backup) return fail_sqlite(to);
    CopyProgress progress;
    for (;;) {
        const int code = sqlite3_backup_step(backup.get(), pages_per_step);
        progress.pages_total = sqlite3_backup_pagecount(backup.get());
        progress.pages_done = progress.pages_total - sqlite3_backup_remaining(backup.get());
        if (code == SQLITE_DONE) return progress;
        if (code != SQLITE_OK) {
            const DbErrorKind what = kind_of_sqlite(code);
            const Kind kind = what == DbErrorKind::disk_full ? Kind::disk_full
                              : what == DbErrorKind::damaged ? Kind::damaged
                                                             : Kind::cannot_write;
            return fail(kind, {what, std::to_string(code), sqlite3_errstr(code)});
        }
        if (!on_step(progress)) return fail(Kind::stopped, {DbErrorKind::cancelled, "", "stopped"});
    }
}

/// Every page read once more; then one file without a log, with or without the mark of a backup.
std::expected<void, CopyError> finish_copy(sqlite3* db, std::int64_t mark) {
    std::vector<std::string> lines;
    const auto collect = [](void* to, int, char** values, char**) {
        static_cast<std::vector<std::string>*>(to)->push_back(values[0] ? values[0] : "");
        return 0;
    };
    if (sqlite3_exec(db, "PRAGMA quick_check(20)", collect, &lines, nullptr) != SQLITE_OK) {
        return fail_sqlite(db);
    }
    if (lines != std::vector<std::string>{"ok"}) {
        return std::unexpected{CopyError{
            Kind::damaged, {DbErrorKind::damaged, "", "damaged pages"}, std::move(lines)}};
    }
    const std::string last =
        fmt::format("PRAGMA journal_mode = DELETE; PRAGMA user_version = {}", mark);
    if (sqlite3_exec(db, last.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK) {
        return fail_sqlite(db);
    }
    return {};
}

std::expected<void, CopyError> sync_path(const std::string& path, int flags) {
    const int file = ::open(path.c_str(), flags | O_RDONLY | O_CLOEXEC);
    if (file < 0) return fail_system(errno);
    const int failed = ::fsync(file) == 0 ? 0 : errno;
    ::close(file);
    if (failed != 0) return fail_system(failed);
    return {};
}

std::expected<CopyProgress, CopyError> copy_marked(SqliteConnection& from, const std::string& part,
                                                   int pages_per_step, OnCopyStep on_step,
                                                   std::int64_t mark) {
    // One snapshot for all steps: otherwise each sale would start the copy anew.
    const auto snapshot = Transaction::begin(from, TransactionKind::read);
    if (!snapshot) return fail(Kind::source, snapshot.error());
    const auto tables = from.value<std::int64_t>("SELECT count(*) FROM sqlite_schema");
    if (!tables) return fail(Kind::source, tables.error());

    if (auto made = make_empty_file(part); !made) return std::unexpected{made.error()};
    PartGuard guard{part};
    sqlite3* raw = nullptr;
    const int code = sqlite3_open_v2(part.c_str(), &raw, SQLITE_OPEN_READWRITE, nullptr);
    const Handle target{raw};
    if (code != SQLITE_OK) return fail_sqlite(target.get());
    sqlite3_extended_result_codes(target.get(), 1);
    sqlite3_exec(target.get(), "PRAGMA synchronous = OFF", nullptr, nullptr, nullptr);

    auto copied = copy_pages(from.handle(), target.get(), pages_per_step, on_step);
    if (!copied) return copied;
    if (auto finished = finish_copy(target.get(), mark); !finished) {
        return std::unexpected{std::move(finished.error())};
    }
    if (auto synced = sync_path(part, 0); !synced) return std::unexpected{synced.error()};
    guard.keep = true;
    return copied;
}

std::expected<CopyProgress, CopyError> copy_marked(const std::string& from, const std::string& part,
                                                   int pages_per_step, OnCopyStep on_step,
                                                   std::int64_t mark) {
    const auto source = SqliteConnection::open(from, {.mode = OpenMode::read_only});
    if (!source) return fail(Kind::source, source.error());
    return copy_marked(**source, part, pages_per_step, on_step, mark);
}

/// Whether a copy may have that name.
std::expected<void, CopyError> check_name(const std::string& from, const std::string& to,
                                          bool replace) {
    const auto refuse = [&](Kind kind) { return fail(kind, {DbErrorKind::mistake, "", to}); };
    std::error_code none;
    if (is_name_beside(to)) return refuse(Kind::taken_name);
    const bool there = fs::exists(fs::symlink_status(to, none));
    if (!replace && there) return fail_system(EEXIST);
    if (has_log_beside(to) || fs::exists(to + ".key", none) || fs::equivalent(from, to, none)) {
        return refuse(Kind::a_shop);
    }
    if (!there || is_idle_copy(to)) return {};
    return refuse(fs::exists(to + ".lock", none) ? Kind::a_shop : Kind::no_copy);
}

}  // namespace

std::expected<CopyProgress, CopyError> copy_to_part(const std::string& from,
                                                    const std::string& part, int pages_per_step,
                                                    OnCopyStep on_step) {
    return copy_marked(from, part, pages_per_step, on_step, 0);
}

std::expected<CopyProgress, CopyError> copy_to_part(SqliteConnection& from, const std::string& part,
                                                    int pages_per_step, OnCopyStep on_step) {
    return copy_marked(from, part, pages_per_step, on_step, 0);
}

std::expected<void, CopyError> put_in_place(const std::string& part, const std::string& to,
                                            bool replace) {
    const unsigned flags = replace ? 0 : RENAME_NOREPLACE;
    if (::renameat2(AT_FDCWD, part.c_str(), AT_FDCWD, to.c_str(), flags) != 0) {
        return fail_system(errno);
    }
    const fs::path folder = fs::path{to}.parent_path();
    auto synced = sync_path(folder.empty() ? "." : folder.string(), O_DIRECTORY);
    // What had the name before is gone, and the new one is whole: only its durability is not sure.
    if (synced || replace) return {};
    const bool named_back =
        ::renameat2(AT_FDCWD, to.c_str(), AT_FDCWD, part.c_str(), RENAME_NOREPLACE) == 0;
    if (!named_back) return {};  // it stands where it shall
    return synced;
}

std::expected<CopyProgress, CopyError> copy_database(const std::string& from, const std::string& to,
                                                     const CopyOptions& options,
                                                     OnCopyStep on_step) {
    if (auto free = check_name(from, to, options.replace); !free) {
        return std::unexpected{std::move(free.error())};
    }
    const std::string part = to + ".part";
    remove_database(part);  // of a copy that was cut off
    auto copied = copy_marked(from, part, options.pages_per_step, on_step, kBackupMark);
    if (!copied) return copied;
    PartGuard guard{part};
    // Copying takes a while, in which something else may have been put there.
    if (auto free = check_name(from, to, options.replace); !free) {
        return std::unexpected{std::move(free.error())};
    }
    if (auto placed = put_in_place(part, to, options.replace); !placed) {
        return std::unexpected{std::move(placed.error())};
    }
    guard.keep = true;
    return copied;
}

}  // namespace pos::store::db
