#include "app/core/server_backup.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>

#include "app/core/backups.hpp"
#include "app/core/init.hpp"
#include "app/core/open_shop.hpp"
#include "app/core/server_tool.hpp"
#include "pos/store/db/copy_database.hpp"
#include "pos/store/db/open.hpp"
#include "pos/store/db/server_tools.hpp"
#include "pos/store/db/sqlite_file.hpp"
#include "pos/store/reader.hpp"
#include "pos/store/renew.hpp"

namespace app::core {

namespace {

namespace fs = std::filesystem;
namespace db = pos::store::db;

std::unexpected<Failure> of_environment(std::string words) {
    return std::unexpected{Failure{FailureKind::environment, std::move(words)}};
}

/// The unfinished file, removed unless it got its name.
struct UnfinishedFile {
    std::string path;
    bool done{false};
    ~UnfinishedFile() {
        std::error_code ignored;
        if (!done) fs::remove(path, ignored);
    }
};

/// An empty file that nobody else may read: a dump holds what the database does.
Outcome<void> make_private(const std::string& path, const std::string& to) {
    const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (file >= 0) {
        ::close(file);
        return {};
    }
    const auto kind =
        errno == ENOSPC ? db::CopyError::Kind::disk_full : db::CopyError::Kind::cannot_write;
    return std::unexpected{backup_failure({kind, {}, {}}, {}, to)};
}

Outcome<void> sync_file(const std::string& path, const std::string& to) {
    const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    const bool synced = file >= 0 && ::fsync(file) == 0;
    if (file >= 0) ::close(file);
    if (synced) return {};
    return std::unexpected{backup_failure({db::CopyError::Kind::cannot_write, {}, {}}, {}, to)};
}

Outcome<db::ToolAccess> access_of(const std::string& where) {
    const auto target = target_of(where);
    if (!target) return std::unexpected{target.error()};
    auto access = db::tool_access(target->where);
    if (!access) return misuse(fmt::format("--db {}: {}.", shown_database(where), access.error()));
    return std::move(*access);
}

/// The server's version, where a shop is.
Outcome<int> major_of_shop(const std::string& where) {
    const auto target = target_of(where);
    if (!target) return std::unexpected{target.error()};
    const auto opened = pos::store::open_for_reading(*target);
    if (!opened) return std::unexpected{failure(opened.error(), where)};
    const auto journals = pos::store::Reader{**opened}.journals();
    if (!journals) return std::unexpected{failure(journals.error())};
    if (journals->empty()) {
        return std::unexpected{
            failure(pos::store::OpenError{.kind = pos::store::OpenErrorKind::no_journal}, where)};
    }
    const auto major = db::server_major(**opened);
    if (!major) return std::unexpected{failure(pos::store::to_store_error(major.error()))};
    return *major;
}

/// The version of a server whose database is there and holds nothing.
Outcome<int> major_of_blank(const std::string& where) {
    const auto target = target_of(where);
    if (!target) return std::unexpected{target.error()};
    const auto opened = db::open(*target, {.mode = db::OpenMode::read_only});
    if (!opened) {
        return std::unexpected{failure(pos::store::to_open_error(opened.error()), where)};
    }
    const auto blank = db::is_blank(**opened);
    if (!blank) return std::unexpected{failure(pos::store::to_store_error(blank.error()))};
    if (!*blank) {
        return refuse(fmt::format(
            "{0} holds something already and is left as it is. Name an empty database (createdb). "
            "If a backup was put into it by hand: counterfoil restore --renew --db {0}",
            shown_database(where)));
    }
    const auto major = db::server_major(**opened);
    if (!major) return std::unexpected{failure(pos::store::to_store_error(major.error()))};
    return *major;
}

/// Reads all of a backup back, and looks for what every shop has.
Outcome<void> prove(const std::string& file, const std::string& to, int server_major) {
    const auto tool = find_server_tool("pg_restore", server_major);
    if (!tool) return std::unexpected{tool.error()};
    const auto list = run_tool({tool->path, "--list", file}, {});
    if (!list) return std::unexpected{list.error()};
    const bool has_journal = list->exit == 0 &&
                             list->out.find(" TABLE DATA ") != std::string::npos &&
                             list->out.find(" journal_entry ") != std::string::npos;
    if (!has_journal) {
        return of_environment(
            fmt::format("{} was written and is no whole backup, so it was removed: {}.", to,
                        list->exit == 0 ? "the books are not in it" : said_of(*list)));
    }
    const auto read = run_tool({tool->path, "--file=/dev/null", file}, {});
    if (!read) return std::unexpected{read.error()};
    if (read->exit != 0) {
        return of_environment(fmt::format(
            "{} was written and cannot be read back, so it was removed: {}.", to, said_of(*read)));
    }
    return {};
}

pos::store::StoreOptions with_key(const pos::store::StoreOptions& options,
                                  const pos::store::StoreOptions& given) {
    pos::store::StoreOptions with = options;
    with.key_file = given.key_file;
    return with;
}

Outcome<pos::store::Restored> tell_apart(const std::string& where,
                                         const pos::store::StoreOptions& options,
                                         const std::string& backup, pos::Instant now,
                                         pos::Random& random) {
    const auto target = target_of(where);
    if (!target) return std::unexpected{target.error()};
    const auto given = with_key_file(options, where);
    if (!given) return std::unexpected{given.error()};
    if (auto made = make_key_folder(given->key_file); !made) return std::unexpected{made.error()};
    auto renewed = pos::store::renew(*target, with_key(options, *given), backup, now, random);
    if (!renewed) return std::unexpected{failure(renewed.error(), where)};
    return std::move(*renewed);
}

}  // namespace

bool is_server_backup(const std::string& file) {
    std::ifstream in{file, std::ios::binary};
    char tag[5]{};
    in.read(tag, sizeof tag);
    return in.gcount() == sizeof tag && std::memcmp(tag, "PGDMP", sizeof tag) == 0;
}

Outcome<void> back_up_server(const std::string& where, const std::string& to, bool replace) {
    if (db::is_name_beside(to)) {
        return std::unexpected{backup_failure({db::CopyError::Kind::taken_name, {}, {}}, {}, to)};
    }
    const auto major = major_of_shop(where);
    if (!major) return std::unexpected{major.error()};
    std::error_code none;
    if (!replace && fs::exists(to, none)) {
        return std::unexpected{backup_failure({db::CopyError::Kind::exists, {}, {}}, {}, to)};
    }
    // Never a shop in a file, or what is no backup of this sort.
    if (fs::exists(to, none) && !is_server_backup(to)) {
        return refuse(to +
                      " is no backup of a server's database and is left as it is. Choose another "
                      "name.");
    }
    const auto access = access_of(where);
    if (!access) return std::unexpected{access.error()};
    const auto tool = find_server_tool("pg_dump", *major);
    if (!tool) return std::unexpected{tool.error()};
    UnfinishedFile part{to + ".part"};
    fs::remove(part.path, none);  // of one that was cut off
    if (auto made = make_private(part.path, to); !made) return made;
    const auto dumped =
        run_tool({tool->path, "--format=custom", "--no-owner", "--no-privileges", "--no-password",
                  "--file=" + part.path, "--dbname=" + access->database},
                 access->environment);
    if (!dumped) return std::unexpected{dumped.error()};
    if (dumped->exit != 0) {
        if (dumped->err.find(std::strerror(ENOSPC)) != std::string::npos) {
            return std::unexpected{
                backup_failure({db::CopyError::Kind::disk_full, {}, {}}, {}, to)};
        }
        return of_environment(
            fmt::format("pg_dump could not copy {}: {}.", shown_database(where), said_of(*dumped)));
    }
    if (auto proved = prove(part.path, to, *major); !proved) return proved;
    if (auto synced = sync_file(part.path, to); !synced) return synced;
    if (auto placed = db::put_in_place(part.path, to, replace); !placed) {
        return std::unexpected{backup_failure(placed.error(), {}, to)};
    }
    part.done = true;
    return {};
}

Outcome<pos::store::Restored> restore_on_server(const std::string& backup, const std::string& where,
                                                const pos::store::StoreOptions& options,
                                                pos::Instant now, pos::Random& random) {
    std::error_code none;
    if (!fs::exists(backup, none)) {
        return of_environment("There is no backup at " + backup + ". Check its name.");
    }
    if (!is_server_backup(backup)) {
        return refuse(backup +
                      " is no backup of a server's database (pg_dump --format=custom). A shop's "
                      "file is put back as a file: --db shop.db");
    }
    const auto major = major_of_blank(where);
    if (!major) return std::unexpected{major.error()};
    const auto access = access_of(where);
    if (!access) return std::unexpected{access.error()};
    const auto tool = find_server_tool("pg_restore", *major);
    if (!tool) return std::unexpected{tool.error()};
    const auto restored =
        run_tool({tool->path, "--single-transaction", "--exit-on-error", "--no-owner",
                  "--no-privileges", "--no-password", "--dbname=" + access->database, backup},
                 access->environment);
    if (!restored) return std::unexpected{restored.error()};
    if (restored->exit != 0) {
        return of_environment(
            fmt::format("pg_restore could not put {} into {}, and nothing of it is there: {}.",
                        backup, shown_database(where), said_of(*restored)));
    }
    auto apart = tell_apart(where, options, backup, now, random);
    if (apart) return apart;
    Failure failure = apart.error();
    failure.words = fmt::format(
        "{0} holds what {1} has, but does not know yet that it was put back: {2} Then, before "
        "anybody works with it: counterfoil restore --renew --db {0}",
        shown_database(where), backup, failure.words);
    return std::unexpected{std::move(failure)};
}

Outcome<pos::store::Restored> renew_shop(const std::string& where,
                                         const pos::store::StoreOptions& options, pos::Instant now,
                                         pos::Random& random) {
    return tell_apart(where, options, {}, now, random);
}

}  // namespace app::core
