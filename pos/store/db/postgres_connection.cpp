#include "pos/store/db/postgres_connection.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <limits>

#include "pos/base/assert.hpp"
#include "pos/store/db/postgres_copy.hpp"
#include "pos/store/db/postgres_row.hpp"

namespace pos::store::db {

namespace {

constexpr int kRowsPerFetch = 5'000;

bool succeeded(const PGresult* answer) {
    switch (PQresultStatus(answer)) {
        case PGRES_COMMAND_OK:
        case PGRES_TUPLES_OK:
        case PGRES_EMPTY_QUERY:
            return true;
        case PGRES_COPY_OUT:
        case PGRES_COPY_IN:
        case PGRES_BAD_RESPONSE:
        case PGRES_NONFATAL_ERROR:
        case PGRES_FATAL_ERROR:
        case PGRES_COPY_BOTH:
        case PGRES_SINGLE_TUPLE:
        case PGRES_PIPELINE_SYNC:
        case PGRES_PIPELINE_ABORTED:
            return false;
    }
    return false;
}

/// Hands over rows until `on_row` wants no more; answers whether it wants more.
Result<bool> hand_over(const PGresult* answer, OnRow on_row) {
    PostgresRow row{answer};
    const int lines = PQntuples(answer);
    for (int line = 0; line < lines; ++line) {
        row.move_to(line);
        const bool more = on_row(row);
        if (row.fault_text()) {
            return std::unexpected{row_error(row)};
        }
        if (!more) return false;
    }
    return true;
}

/// What is billed and looked up lies in memory or on a solid-state disk, where a page found by an
/// index costs hardly more than the next one. What an administrator has set stays. source: the
/// manual, "Planner Cost Constants", random_page_cost
constexpr const char* kOnSolidState =
    "SELECT set_config('random_page_cost', '1.1', false) "
    "WHERE current_setting('random_page_cost') = '4'";

/// What libpq says in several lines: each once, with "; " between, without those behind a tab,
/// which are its guesses.
std::string in_one_line(std::string_view text) {
    std::string whole;
    while (!text.empty()) {
        std::string_view line = text.substr(0, text.find('\n'));
        text.remove_prefix(std::min(line.size() + 1, text.size()));
        const bool guess = line.starts_with('\t') && !whole.empty();
        while (!line.empty() && (line.back() == ' ' || line.back() == '\r')) line.remove_suffix(1);
        if (guess || line.empty() || whole.contains(line)) continue;
        if (!whole.empty()) whole += "; ";
        whole += line;
    }
    std::ranges::replace(whole, '\t', ' ');
    return whole;
}

}  // namespace

DbError postgres_error(PGconn* session, const PGresult* answer) {
    const char* state = answer ? PQresultErrorField(answer, PG_DIAG_SQLSTATE) : nullptr;
    const bool lost = PQstatus(session) == CONNECTION_BAD;
    const std::string code = state ? state : lost ? "08006" : "";
    const char* text = answer ? PQresultErrorMessage(answer) : PQerrorMessage(session);
    return {lost ? DbErrorKind::connection : kind_of_sqlstate(code), code, in_one_line(text)};
}

PostgresConnection::PostgresConnection(PGconn* session, std::size_t statements_max)
    : session_{session}, cache_{statements_max} {}

Result<std::unique_ptr<PostgresConnection>> PostgresConnection::open(const std::string& where,
                                                                     const OpenOptions& options) {
    // What the caller's own string says comes last and wins.
    const char* const names[] = {"connect_timeout", "fallback_application_name", "client_encoding",
                                 "dbname", nullptr};
    const char* const values[] = {"10", "counterfoil", "UTF8", where.c_str(), nullptr};
    PGconn* session = PQconnectdbParams(names, values, 1);
    std::unique_ptr<PostgresConnection> made{
        new PostgresConnection{session, options.statements_max}};
    if (!session || PQstatus(session) != CONNECTION_OK) {
        std::string text = in_one_line(session ? PQerrorMessage(session) : "no memory");
        // A server that says why it lets nobody in may also be going down or coming up.
        const bool refuses = text.contains("FATAL") && PQpingParams(names, values, 1) == PQPING_OK;
        return std::unexpected{DbError{
            DbErrorKind::cannot_open, refuses ? "28000" : std::string{kNoServer}, std::move(text)}};
    }
    PQsetNoticeProcessor(session, [](void*, const char*) {}, nullptr);
    made->cancel_.reset(PQgetCancel(session));
    std::string set_up =
        fmt::format("SET lock_timeout = {}; SET standard_conforming_strings = on; {}",
                    options.busy_timeout_ms, kOnSolidState);
    if (options.mode == OpenMode::read_only) set_up += "; SET default_transaction_read_only = on";
    if (auto done = made->script(set_up); !done) return std::unexpected{std::move(done.error())};
    return made;
}

Result<PostgresConnection::Statement*> PostgresConnection::prepared(std::string_view sql) {
    if (Statement* known = cache_.find(sql)) return known;
    const std::string text{sql};
    Statement made{fmt::format("s{}", names_++)};
    const PostgresAnswer answer{
        PQprepare(session_.get(), made.name.c_str(), text.c_str(), 0, nullptr)};
    if (!succeeded(answer.get())) return std::unexpected{error(answer.get())};
    Statement& kept = cache_.insert(sql, std::move(made));
    cache_.trim(
        [this](Statement& old) { (void)ask(fmt::format("DEALLOCATE {}", old.name).c_str()); });
    return &kept;
}

Result<void> PostgresConnection::fill_values(std::span<const Param> params) {
    const std::size_t count = params.size();
    if (count > 65'535) {
        return std::unexpected{DbError{DbErrorKind::mistake, "", "too many parameters"}};
    }
    if (count > values_.data.size()) {
        values_.data.resize(count);
        values_.lengths.resize(count);
        values_.formats.resize(count);
        values_.numbers.resize(count);
    }
    for (std::size_t i = 0; i < count; ++i) {
        const Param& param = params[i];
        values_.lengths[i] = static_cast<int>(param.size());
        values_.formats[i] = 1;
        switch (param.kind()) {
            case Param::Kind::null:
                values_.data[i] = nullptr;
                break;
            case Param::Kind::integer: {
                // As text, since the server alone knows which width it has made of $1.
                auto& number = values_.numbers[i];
                *std::to_chars(number.begin(), number.end() - 1, param.integer()).ptr = '\0';
                values_.data[i] = number.data();
                values_.formats[i] = 0;
                break;
            }
            case Param::Kind::text:
            case Param::Kind::bytes:
                if (param.size() > std::numeric_limits<int>::max()) {
                    return std::unexpected{DbError{DbErrorKind::mistake, "", "value too long"}};
                }
                values_.data[i] = param.data();
                break;
        }
    }
    return {};
}

Result<std::int64_t> PostgresConnection::run(std::string_view sql, std::span<const Param> params,
                                             OnRow on_row) {
    const auto statement = prepared(sql);
    if (!statement) return std::unexpected{statement.error()};
    if (auto filled = fill_values(params); !filled) return std::unexpected{filled.error()};
    const PostgresAnswer answer{PQexecPrepared(session_.get(), (*statement)->name.c_str(),
                                               static_cast<int>(params.size()), values_.data.data(),
                                               values_.lengths.data(), values_.formats.data(), 1)};
    if (!succeeded(answer.get())) return std::unexpected{error(answer.get())};
    if (PQresultStatus(answer.get()) == PGRES_EMPTY_QUERY) {
        return std::unexpected{DbError{DbErrorKind::mistake, "", "no statement"}};
    }
    if (auto handed = hand_over(answer.get(), on_row); !handed) {
        return std::unexpected{std::move(handed.error())};
    }
    const char* count = PQcmdTuples(answer.get());
    return *count ? std::strtoll(count, nullptr, 10) : 0;
}

Result<std::int64_t> PostgresConnection::stream(std::string_view sql, std::span<const Param> params,
                                                OnRow on_row) {
    std::optional<Transaction> own;  // cursors live within a transaction
    if (!in_transaction()) {
        auto begun = Transaction::begin(*this, TransactionKind::read);
        if (!begun) return std::unexpected{std::move(begun.error())};
        own.emplace(std::move(*begun));
    }
    if (auto filled = fill_values(params); !filled) return std::unexpected{filled.error()};
    const std::string cursor = fmt::format("cursor{}", cursors_++);
    const std::string text = fmt::format("DECLARE {} NO SCROLL CURSOR FOR {}", cursor, sql);
    const PostgresAnswer answer{
        PQexecParams(session_.get(), text.c_str(), static_cast<int>(params.size()), nullptr,
                     values_.data.data(), values_.lengths.data(), values_.formats.data(), 1)};
    std::int64_t rows = 0;
    Result<void> done;
    if (succeeded(answer.get())) {
        done = fetch_all(cursor, on_row, rows);
        if (done && !own) (void)ask(fmt::format("CLOSE {}", cursor).c_str());
    } else {
        done = std::unexpected{error(answer.get())};
    }
    --cursors_;
    if (!done) return std::unexpected{std::move(done.error())};
    return rows;
}

Result<void> PostgresConnection::fetch_all(const std::string& cursor, OnRow on_row,
                                           std::int64_t& rows) {
    const std::string fetch = fmt::format("FETCH FORWARD {} FROM {}", kRowsPerFetch, cursor);
    for (;;) {
        const PostgresAnswer answer{
            PQexecParams(session_.get(), fetch.c_str(), 0, nullptr, nullptr, nullptr, nullptr, 1)};
        if (!succeeded(answer.get())) return std::unexpected{error(answer.get())};
        const auto more = hand_over(answer.get(), on_row);
        if (!more) return std::unexpected{more.error()};
        rows += PQntuples(answer.get());
        if (!*more || PQntuples(answer.get()) < kRowsPerFetch) return {};
    }
}

Result<PostgresAnswer> PostgresConnection::ask(const char* sql) {
    PostgresAnswer answer{PQexec(session_.get(), sql)};
    if (!succeeded(answer.get())) return std::unexpected{error(answer.get())};
    return answer;
}

Result<void> PostgresConnection::script(std::string_view sql) {
    auto done = ask(std::string{sql}.c_str());
    if (!done) return std::unexpected{std::move(done.error())};
    return {};
}

Result<std::unique_ptr<BulkInsert>> PostgresConnection::bulk_insert(
    std::string_view table, std::span<const std::string_view> columns) {
    POS_ASSERT(in_transaction());
    POS_ASSERT(!columns.empty());
    return PostgresCopy::begin(session_.get(), table, columns);
}

Result<void> PostgresConnection::begin(TransactionKind kind) {
    return script(kind == TransactionKind::read ? "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
                                                : "BEGIN");
}

Result<void> PostgresConnection::commit() {
    const auto answer = ask("COMMIT");
    if (!answer) return std::unexpected{answer.error()};
    // COMMIT of a failed transaction answers "ROLLBACK" and no error: the sale would be gone.
    if (std::string_view{PQcmdStatus(answer->get())} == "ROLLBACK") {
        return std::unexpected{
            DbError{DbErrorKind::mistake, "25P02", "the transaction had failed and was undone"}};
    }
    return {};
}

void PostgresConnection::rollback() {
    if (in_transaction()) (void)ask("ROLLBACK");
}

bool PostgresConnection::in_transaction() const {
    return PQtransactionStatus(session_.get()) != PQTRANS_IDLE;
}

void PostgresConnection::cancel() {
    char why[256];
    if (cancel_) (void)PQcancel(cancel_.get(), why, sizeof why);
}

DbError PostgresConnection::error(const PGresult* answer) const {
    return postgres_error(session_.get(), answer);
}

}  // namespace pos::store::db
