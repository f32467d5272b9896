#pragma once

#include <sqlite3.h>

#include <memory>
#include <string>
#include <vector>

#include "pos/store/db/error.hpp"

/// What a piece of work costs the database alone: SQLite's own calls with cached statements and
/// nothing around them. The store is measured against this; nothing of it runs in a shop.
namespace pos::store::floor {

/// A database with the settings of ours (db/sqlite_connection.cpp) and no checkpoint but by call.
///
/// owns:    the handle
/// threads: one at a time
class RawDatabase {
public:
    /// Opens a database that is there, for reading and writing.
    static db::Result<RawDatabase> open(const std::string& path);

    sqlite3* handle() const { return db_.get(); }
    db::Result<void> run(const char* sql);
    /// Moves the log into the file, as the store's own checkpoint does.
    db::Result<void> checkpoint() { return run("PRAGMA wal_checkpoint(PASSIVE)"); }
    db::DbError error() const;

private:
    struct Close {
        void operator()(sqlite3* db) const { sqlite3_close_v2(db); }
    };
    std::unique_ptr<sqlite3, Close> db_;
};

struct Finalize {
    void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
};
using RawStatement = std::unique_ptr<sqlite3_stmt, Finalize>;

db::Result<RawStatement> prepare(const RawDatabase& db, const std::string& sql);

}  // namespace pos::store::floor
