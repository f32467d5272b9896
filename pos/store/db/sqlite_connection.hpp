#pragma once

#include <sqlite3.h>

#include <memory>
#include <string>
#include <vector>

#include "pos/store/db/busy_wait.hpp"
#include "pos/store/db/connection.hpp"
#include "pos/store/db/open.hpp"
#include "pos/store/db/sqlite_file.hpp"
#include "pos/store/db/sqlite_row.hpp"
#include "pos/store/db/statement_cache.hpp"

namespace pos::store::db {

/// The rows of a statement without parameters, one by one as they are asked for.
///
/// requires: its connection outlives it
class SqliteCursor {
public:
    /// False at the end.
    Result<bool> next();
    /// The row that next() went to.
    const Row& row() const { return row_; }

private:
    friend class SqliteConnection;
    struct Finalize {
        void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
    };
    explicit SqliteCursor(sqlite3_stmt* statement) : statement_{statement}, row_{statement} {}
    std::unique_ptr<sqlite3_stmt, Finalize> statement_;
    SqliteRow row_;
};

/// owns: the handle and its statements
class SqliteConnection final : public Connection {
public:
    static Result<std::unique_ptr<SqliteConnection>> open(const std::string& path,
                                                          const OpenOptions& options);
    ~SqliteConnection() override;

    Engine engine() const override { return Engine::sqlite; }
    Result<std::int64_t> run(std::string_view sql, std::span<const Param> params,
                             OnRow on_row) override;
    Result<std::int64_t> stream(std::string_view sql, std::span<const Param> params,
                                OnRow on_row) override;
    Result<void> script(std::string_view sql) override;
    Result<std::unique_ptr<BulkInsert>> bulk_insert(
        std::string_view table, std::span<const std::string_view> columns) override;
    Result<void> begin(TransactionKind kind) override;
    Result<void> commit() override;
    void rollback() override;
    bool in_transaction() const override;
    Result<void> sync() override;
    void cancel() override;

    Result<std::unique_ptr<SqliteCursor>> cursor(std::string_view sql);
    /// For what only SQLite has: backup, checkpoints, hooks.
    sqlite3* handle() const { return db_.get(); }
    /// Moves what the log holds into the file, as far as readers allow.
    Result<void> checkpoint();
    /// Pages in the log beside the file after the last commit, 0 once all are in the file; counted
    /// without auto_checkpoint.
    std::int64_t log_pages() const { return log_pages_; }
    /// Whether the file is still the one at its path; a database without one is.
    bool is_in_place() const { return !file_ || file_.is_at(path_); }
    /// How many statements are prepared at this moment.
    std::size_t statements() const { return cache_.size(); }

private:
    struct CloseHandle {
        void operator()(sqlite3* db) const { sqlite3_close_v2(db); }
    };
    struct Finalize {
        void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
    };
    struct Statement {
        std::unique_ptr<sqlite3_stmt, Finalize> handle;
        // Where $1, $2, … are bound: SQLite numbers them by first appearance.
        std::vector<int> slots;
        bool running{false};
    };

    SqliteConnection(sqlite3* db, std::size_t statements_max) : db_{db}, cache_{statements_max} {}
    Result<void> set_up(const OpenOptions& options, bool file);
    Result<Statement> prepare(std::string_view sql);
    Result<void> bind(Statement& statement, std::span<const Param> params);
    Result<std::int64_t> step_through(Statement& statement, OnRow on_row);
    Result<void> wait_for_disk(bool wait);
    DbError error() const;

    std::string path_;
    HeldFile file_;  // longer than the handle, whose locks it keeps
    BusyWait busy_;  // longer than the handle too
    std::unique_ptr<sqlite3, CloseHandle> db_;
    StatementCache<Statement> cache_;
    std::int64_t log_pages_{0};
    bool quick_{false};
};

}  // namespace pos::store::db
