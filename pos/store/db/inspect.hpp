#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace pos::store::db {

/// What a database file is found to be, checked in this order.
enum class FileState : std::uint8_t {
    missing,
    unreadable,    // no permission, or the disk failed
    empty,         // no bytes at all
    not_sqlite,    // something else, or its first page is gone
    foreign,       // an SQLite database of another program
    damaged,       // ours, but its pages contradict each other
    newer_schema,  // ours, made by a newer program
    older_schema,  // ours, to be migrated when it is opened for writing
    read_only,     // ours, but it or its folder cannot be written by this user
    ours,          // ours, and good
};

struct FileFacts {
    FileState state{FileState::missing};
    std::int64_t bytes{0};
    std::int64_t application_id{0};
    int schema_version{0};
    /// A log beside the file that is not empty: a program runs, or ended without closing. The next
    /// writer takes it in; nothing is lost.
    std::int64_t wal_bytes{0};
    std::vector<std::string> damage;  // SQLite's own sentences, at most 20
    std::string cause;                // of unreadable and read_only, in the system's words
};

struct InspectOptions {
    int schema_version{0};   // of this program
    bool every_page{false};  // reads the whole file, else only what opening reads
};

/// Looks at a database file and changes nothing.
FileFacts inspect_file(const std::string& path, const InspectOptions& options);

}  // namespace pos::store::db
