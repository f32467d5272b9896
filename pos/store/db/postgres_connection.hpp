#pragma once

#include <libpq-fe.h>

#include <array>
#include <memory>
#include <string>
#include <vector>

#include "pos/store/db/connection.hpp"
#include "pos/store/db/open.hpp"
#include "pos/store/db/statement_cache.hpp"

namespace pos::store::db {

struct ClearAnswer {
    void operator()(PGresult* answer) const { PQclear(answer); }
};
using PostgresAnswer = std::unique_ptr<PGresult, ClearAnswer>;

/// Results travel in binary form, whole numbers of any width and booleans read as integers. What
/// has another type (numeric, timestamps) is cast in the query.
///
/// owns: the session and its prepared statements
class PostgresConnection final : public Connection {
public:
    static Result<std::unique_ptr<PostgresConnection>> open(const std::string& where,
                                                            const OpenOptions& options);

    Engine engine() const override { return Engine::postgresql; }
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
    Result<void> sync() override { return {}; }
    void cancel() override;

    /// How many statements are prepared at this moment.
    std::size_t statements() const { return cache_.size(); }

private:
    struct CloseSession {
        void operator()(PGconn* session) const { PQfinish(session); }
    };
    struct FreeCancel {
        void operator()(PGcancel* cancel) const { PQfreeCancel(cancel); }
    };
    struct Statement {
        std::string name;
        bool running{false};  // answers are complete before their rows are handed over
    };
    /// Parameters as libpq wants them; kept, so that a call allocates nothing.
    struct Values {
        std::vector<const char*> data;
        std::vector<int> lengths;
        std::vector<int> formats;
        std::vector<std::array<char, 24>> numbers;
    };

    PostgresConnection(PGconn* session, std::size_t statements_max);
    Result<Statement*> prepared(std::string_view sql);
    Result<void> fill_values(std::span<const Param> params);
    Result<void> fetch_all(const std::string& cursor, OnRow on_row, std::int64_t& rows);
    Result<PostgresAnswer> ask(const char* sql);
    DbError error(const PGresult* answer) const;

    std::unique_ptr<PGconn, CloseSession> session_;
    std::unique_ptr<PGcancel, FreeCancel> cancel_;
    StatementCache<Statement> cache_;
    Values values_;
    std::int64_t names_{0};
    int cursors_{0};
};

/// The engine's own words for what went wrong on `session`.
DbError postgres_error(PGconn* session, const PGresult* answer);

}  // namespace pos::store::db
