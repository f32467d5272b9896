#pragma once

#include <cstdint>
#include <expected>
#include <string>
#include <vector>

#include "pos/store/db/error.hpp"
#include "pos/store/db/function_ref.hpp"

namespace pos::store::db {

class SqliteConnection;

struct CopyProgress {
    std::int64_t pages_done{0};
    std::int64_t pages_total{0};
};

struct CopyError {
    enum class Kind : std::uint8_t {
        source,        // cannot be read, or is none of ours
        exists,        // there is a file already, and none may be replaced
        a_shop,        // to be replaced, but a shop works there: its log, lock or key is beside it
        no_copy,       // to be replaced, but it is no earlier copy: another file, or one kept
        taken_name,    // what the log, the lock or the key of a database is called
        cannot_write,  // folder missing or not writable
        disk_full,     //
        stopped,       // the caller had enough
        damaged,       // the copy, and so the source, has pages that contradict each other
    };
    Kind kind;
    DbError cause;
    std::vector<std::string> damage;
};

struct CopyOptions {
    bool replace{false};
    int pages_per_step{256};
};

/// Called between steps; false stops the copy.
using OnCopyStep = FunctionRef<bool(const CopyProgress&)>;

/// Copies a database of ours, that may be in use meanwhile, as it is at one moment: step by step
/// into `<to>.part`, every page checked, synced, and only then renamed to `to`. The copy is one
/// file without a log beside it, mode 0600. Selling goes on; its log is not cut back until the end.
/// The copy is marked: nothing opens it for writing, until it is put back as a shop of its own.
/// `replace` takes the place of an earlier copy, never of a shop nor of any other file.
///
/// ensures: on an error `to` is as it was and no part is left
std::expected<CopyProgress, CopyError> copy_database(const std::string& from, const std::string& to,
                                                     const CopyOptions& options,
                                                     OnCopyStep on_step);

/// The first half: a checked and synced copy at `part`, which must not exist. It bears no mark.
std::expected<CopyProgress, CopyError> copy_to_part(const std::string& from,
                                                    const std::string& part, int pages_per_step,
                                                    OnCopyStep on_step);
/// The same from an open connection, whose file may have no name any more.
///
/// requires: no open transaction
std::expected<CopyProgress, CopyError> copy_to_part(SqliteConnection& from, const std::string& part,
                                                    int pages_per_step, OnCopyStep on_step);
/// The second: gives a finished file its name, durably. Where the folder cannot be synced it gets
/// its old name back; if one was replaced, or that fails too, the new name stands.
///
/// ensures: on an error the file is still at `part`, and `to` as it was
std::expected<void, CopyError> put_in_place(const std::string& part, const std::string& to,
                                            bool replace);

}  // namespace pos::store::db
