#include "pos/store/db/inspect.hpp"

#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>

#include "pos/store/db/migrate.hpp"
#include "pos/store/db/open.hpp"
#include "pos/store/db/sqlite_file.hpp"

namespace pos::store::db {

namespace {

namespace fs = std::filesystem;

std::int64_t size_of(const std::string& path) {
    std::error_code none;
    const auto size = fs::file_size(path, none);
    return none ? 0 : static_cast<std::int64_t>(size);
}

/// The state that an error stands for, when it does not stand for damage.
FileState state_of(const DbError& error) {
    switch (error.kind) {
        case DbErrorKind::not_a_database:
            if (error.code == "empty") return FileState::empty;
            if (error.code == "foreign") return FileState::foreign;
            return FileState::not_sqlite;
        case DbErrorKind::cannot_open:
        case DbErrorKind::io:
        case DbErrorKind::busy:
        case DbErrorKind::cancelled:
        case DbErrorKind::read_only:
        case DbErrorKind::disk_full:
        case DbErrorKind::connection:
        case DbErrorKind::gone:
            return FileState::unreadable;
        case DbErrorKind::damaged:
        case DbErrorKind::serialization:
        case DbErrorKind::unique:
        case DbErrorKind::constraint:
        case DbErrorKind::mistake:
            return FileState::damaged;
    }
    return FileState::damaged;
}

void note(FileFacts& facts, const DbError& error) {
    facts.state = state_of(error);
    if (facts.state == FileState::damaged) {
        facts.damage.push_back(error.text);
    } else {
        facts.cause = error.text;
    }
}

/// Whether SQLite finds nothing wrong on any page; what it finds goes into `facts`.
bool pages_are_good(Connection& db, FileFacts& facts) {
    const auto lines = db.query<std::string>("PRAGMA quick_check(20)");
    if (!lines) {
        note(facts, lines.error());
        return false;
    }
    for (const auto& [line] : *lines) {
        if (line != "ok") facts.damage.push_back(line);
    }
    if (facts.damage.empty()) return true;
    facts.state = FileState::damaged;
    return false;
}

bool is_writable(const std::string& path, FileFacts& facts) {
    const fs::path folder = fs::path{path}.parent_path();
    const std::string beside = folder.empty() ? "." : folder.string();
    if (::access(path.c_str(), W_OK) == 0 && ::access(beside.c_str(), W_OK) == 0) return true;
    facts.cause = std::strerror(errno);
    return false;
}

}  // namespace

FileFacts inspect_file(const std::string& path, const InspectOptions& options) {
    FileFacts facts;
    std::error_code none;
    if (!fs::exists(path, none) && !none) return facts;
    facts.bytes = size_of(path);
    facts.wal_bytes = size_of(path + "-wal");
    if (auto ours = require_our_file(path, OpenMode::read_only); !ours) {
        note(facts, ours.error());
        return facts;
    }
    facts.application_id = kApplicationId;
    const auto db = open({Engine::sqlite, path}, {.mode = OpenMode::read_only});
    if (!db) {
        note(facts, db.error());
        return facts;
    }
    if (options.every_page && !pages_are_good(**db, facts)) return facts;
    const auto version = schema_version(**db);
    if (!version) {
        note(facts, version.error());
        return facts;
    }
    facts.schema_version = *version;
    if (*version > options.schema_version) {
        facts.state = FileState::newer_schema;
    } else if (*version < options.schema_version) {
        facts.state = FileState::older_schema;
    } else {
        facts.state = is_writable(path, facts) ? FileState::ours : FileState::read_only;
    }
    return facts;
}

}  // namespace pos::store::db
