#include "pos/store/db/sqlite_connection.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <charconv>
#include <cstring>
#include <string>

#include "pos/base/assert.hpp"
#include "pos/store/db/sqlite_file.hpp"
#include "pos/store/db/sqlite_row.hpp"
#include "pos/store/db/utf8.hpp"

namespace pos::store::db {

namespace {

/// Rows go into the open transaction one by one; undoing it takes them back.
class SqliteBulkInsert final : public BulkInsert {
public:
    SqliteBulkInsert(SqliteConnection& db, std::string sql) : db_{&db}, sql_{std::move(sql)} {}
    Result<void> add(std::span<const Param> values) override {
        auto done = db_->run(sql_, values, [](const Row&) { return true; });
        if (!done) return std::unexpected{std::move(done.error())};
        return {};
    }
    Result<void> finish() override { return {}; }

private:
    SqliteConnection* db_;
    std::string sql_;
};

DbError error_of(int code, sqlite3* db) {
    const char* text = db ? sqlite3_errmsg(db) : sqlite3_errstr(code);
    DbErrorKind kind = kind_of_sqlite(code);
    if (kind == DbErrorKind::io && db) {
        // What could not be written for lack of room beside the file: its log, its index of that.
        const int cause = sqlite3_system_errno(db);
        if (cause == ENOSPC || cause == EDQUOT) kind = DbErrorKind::disk_full;
    }
    return {kind, std::to_string(code), text};
}

/// The file is made by us, so that it is never readable to others, not even for a moment; SQLite
/// gives its -wal and -shm the same mode.
Result<void> make_private_file(const std::string& path) {
    const int file = ::open(path.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (file >= 0) {
        ::close(file);
        return {};
    }
    if (errno == EEXIST) return {};
    const DbErrorKind kind = errno == ENOSPC                     ? DbErrorKind::disk_full
                             : errno == EROFS || errno == EACCES ? DbErrorKind::read_only
                                                                 : DbErrorKind::cannot_open;
    return std::unexpected{DbError{kind, std::to_string(errno), std::strerror(errno)}};
}

bool is_blank(std::string_view sql) {
    return sql.find_first_not_of(" \t\r\n;") == std::string_view::npos;
}

}  // namespace

Result<std::unique_ptr<SqliteConnection>> SqliteConnection::open(const std::string& path,
                                                                 const OpenOptions& options) {
    const bool file = !path.empty() && path != ":memory:";
    HeldFile held;
    if (file && options.vfs.empty()) {
        auto ours = require_our_file(path, options.mode);
        if (!ours) return std::unexpected{std::move(ours.error())};
        if (options.mode == OpenMode::create) {
            if (auto made = make_private_file(path); !made) return std::unexpected{made.error()};
            if (!*ours) ours = HeldFile::open(path);
            if (!ours) return std::unexpected{std::move(ours.error())};
        }
        held = std::move(*ours);
    }
    int flags = SQLITE_OPEN_EXRESCODE | SQLITE_OPEN_NOMUTEX;
    switch (options.mode) {
        case OpenMode::read_only:
            flags |= SQLITE_OPEN_READONLY;
            break;
        case OpenMode::read_write:
            flags |= SQLITE_OPEN_READWRITE;
            break;
        case OpenMode::create:
            flags |= SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
            break;
    }
    sqlite3* db = nullptr;
    const int code = sqlite3_open_v2(path.c_str(), &db, flags,
                                     options.vfs.empty() ? nullptr : options.vfs.c_str());
    std::unique_ptr<SqliteConnection> made{new SqliteConnection{db, options.statements_max}};
    made->path_ = path;
    made->file_ = std::move(held);
    if (code != SQLITE_OK) return std::unexpected{error_of(code, db)};
    if (auto ready = made->set_up(options, file); !ready) {
        return std::unexpected{std::move(ready.error())};
    }
    return made;
}

Result<void> SqliteConnection::set_up(const OpenOptions& options, bool file) {
    busy_.attend(handle(), options.busy_timeout_ms);
    // A file from outside may carry a schema made to harm: no SQL of its own runs, none is
    // rewritten.
    sqlite3_db_config(handle(), SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
    sqlite3_db_config(handle(), SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
    sqlite3_db_config(handle(), SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, nullptr);
    sqlite3_db_config(handle(), SQLITE_DBCONFIG_ENABLE_VIEW, 0, nullptr);
    // Before anything is read: else the index of the log is a file already.
    Result<void> done;
    if (options.alone) done = script("PRAGMA locking_mode = EXCLUSIVE");
    if (!done) return done;
    done = script(
        "PRAGMA foreign_keys = ON; PRAGMA synchronous = FULL; PRAGMA cell_size_check = ON;"
        "PRAGMA cache_size = -16384; PRAGMA temp_store = MEMORY");
    if (!done || !file) return done;

    const auto id = value<std::int64_t>("PRAGMA application_id");
    if (!id) return std::unexpected{id.error()};
    const auto tables = value<std::int64_t>("SELECT count(*) FROM sqlite_schema");
    if (!tables) return std::unexpected{tables.error()};
    const bool fresh = id->value_or(0) == 0 && tables->value_or(0) == 0;
    if (id->value_or(0) != kApplicationId && !(fresh && options.mode == OpenMode::create)) {
        return std::unexpected{DbError{DbErrorKind::not_a_database, "foreign",
                                       "an SQLite database of another program"}};
    }
    if (options.mode == OpenMode::read_only) return {};
    // Before WAL, so that the id stands in the file itself and not in the log beside it.
    if (fresh) done = script(fmt::format("PRAGMA application_id = {}", kApplicationId));
    if (done) done = script("PRAGMA journal_mode = WAL; PRAGMA journal_size_limit = 67108864");
    if (!options.auto_checkpoint) {
        // In place of SQLite's own hook, which would checkpoint.
        sqlite3_wal_hook(
            handle(),
            [](void* self, sqlite3*, const char*, int pages) {
                static_cast<SqliteConnection*>(self)->log_pages_ = pages;
                return SQLITE_OK;
            },
            this);
    }
    return done;
}

SqliteConnection::~SqliteConnection() {
    cache_.clear();
}

Result<SqliteConnection::Statement> SqliteConnection::prepare(std::string_view sql) {
    sqlite3_stmt* made = nullptr;
    const char* tail = nullptr;
    const int code = sqlite3_prepare_v3(handle(), sql.data(), static_cast<int>(sql.size()),
                                        SQLITE_PREPARE_PERSISTENT, &made, &tail);
    Statement statement{std::unique_ptr<sqlite3_stmt, Finalize>{made}, {}, false};
    if (code != SQLITE_OK) return std::unexpected{error()};
    if (!made) return std::unexpected{DbError{DbErrorKind::mistake, "", "no statement"}};
    if (!is_blank(sql.substr(static_cast<std::size_t>(tail - sql.data())))) {
        return std::unexpected{DbError{DbErrorKind::mistake, "", "more than one statement"}};
    }
    const int count = sqlite3_bind_parameter_count(made);
    for (int i = 1; i <= count; ++i) {
        char name[16] = "$";
        *std::to_chars(name + 1, name + 15, i).ptr = '\0';
        const int slot = sqlite3_bind_parameter_index(made, name);
        if (slot == 0) {
            return std::unexpected{
                DbError{DbErrorKind::mistake, "", "parameters are not $1, $2, … without a gap"}};
        }
        statement.slots.push_back(slot);
    }
    return statement;
}

Result<void> SqliteConnection::bind(Statement& statement, std::span<const Param> params) {
    if (params.size() != statement.slots.size()) {
        return std::unexpected{DbError{DbErrorKind::mistake, "", "wrong number of parameters"}};
    }
    for (std::size_t i = 0; i < params.size(); ++i) {
        const Param& param = params[i];
        sqlite3_stmt* to = statement.handle.get();
        const int slot = statement.slots[i];
        int code = SQLITE_OK;
        switch (param.kind()) {
            case Param::Kind::null:
                code = sqlite3_bind_null(to, slot);
                break;
            case Param::Kind::integer:
                code = sqlite3_bind_int64(to, slot, param.integer());
                break;
            case Param::Kind::text:
                if (!is_storable_text({param.data(), param.size()})) {
                    return std::unexpected{
                        DbError{DbErrorKind::mistake, "", "text is not UTF-8, or holds a NUL"}};
                }
                code = sqlite3_bind_text64(to, slot, param.data(), param.size(), SQLITE_STATIC,
                                           SQLITE_UTF8);
                break;
            case Param::Kind::bytes:
                code = sqlite3_bind_blob64(to, slot, param.data(), param.size(), SQLITE_STATIC);
                break;
        }
        if (code != SQLITE_OK) return std::unexpected{error_of(code, handle())};
    }
    return {};
}

Result<std::int64_t> SqliteConnection::step_through(Statement& statement, OnRow on_row) {
    struct Reset {
        Statement& statement;
        ~Reset() {
            sqlite3_reset(statement.handle.get());
            statement.running = false;
        }
    };
    statement.running = true;
    const Reset reset{statement};
    sqlite3_stmt* at = statement.handle.get();
    const SqliteRow row{at};
    std::int64_t rows = 0;
    int code = SQLITE_ROW;
    while ((code = sqlite3_step(at)) == SQLITE_ROW) {
        ++rows;
        const bool more = on_row(row);
        if (row.fault_text()) {
            return std::unexpected{row_error(row)};
        }
        if (!more) return rows;
    }
    if (code != SQLITE_DONE) return std::unexpected{error()};
    return sqlite3_stmt_readonly(at) ? rows : sqlite3_changes64(handle());
}

Result<std::int64_t> SqliteConnection::run(std::string_view sql, std::span<const Param> params,
                                           OnRow on_row) {
    Statement* statement = cache_.find(sql);
    Statement second;  // for a statement that is asked again from within its own rows
    if (!statement || statement->running) {
        auto made = prepare(sql);
        if (!made) return std::unexpected{std::move(made.error())};
        if (statement) {
            second = std::move(*made);
            statement = &second;
        } else {
            statement = &cache_.insert(sql, std::move(*made));
            cache_.trim([](Statement&) {});
        }
    }
    if (auto bound = bind(*statement, params); !bound) {
        return std::unexpected{std::move(bound.error())};
    }
    return step_through(*statement, on_row);
}

Result<std::int64_t> SqliteConnection::stream(std::string_view sql, std::span<const Param> params,
                                              OnRow on_row) {
    return run(sql, params, on_row);
}

Result<std::unique_ptr<SqliteCursor>> SqliteConnection::cursor(std::string_view sql) {
    auto made = prepare(sql);
    if (!made) return std::unexpected{std::move(made.error())};
    return std::unique_ptr<SqliteCursor>{new SqliteCursor{made->handle.release()}};
}

Result<bool> SqliteCursor::next() {
    const int code = sqlite3_step(statement_.get());
    if (code == SQLITE_ROW) return true;
    if (code == SQLITE_DONE) return false;
    return std::unexpected{error_of(code, sqlite3_db_handle(statement_.get()))};
}

Result<void> SqliteConnection::script(std::string_view sql) {
    const std::string text{sql};
    if (sqlite3_exec(handle(), text.c_str(), nullptr, nullptr, nullptr) == SQLITE_OK) return {};
    return std::unexpected{error()};
}

Result<std::unique_ptr<BulkInsert>> SqliteConnection::bulk_insert(
    std::string_view table, std::span<const std::string_view> columns) {
    POS_ASSERT(in_transaction());
    POS_ASSERT(!columns.empty());
    std::string names;
    std::string values;
    for (std::size_t i = 0; i < columns.size(); ++i) {
        names.append(i == 0 ? "" : ", ").append(columns[i]);
        values.append(i == 0 ? "$" : ", $").append(std::to_string(i + 1));
    }
    std::string sql{"INSERT INTO "};
    sql.append(table).append(" (").append(names).append(") VALUES (").append(values).append(")");
    return std::make_unique<SqliteBulkInsert>(*this, std::move(sql));
}

/// Whether commits wait for the disk; outside transactions they always do.
Result<void> SqliteConnection::wait_for_disk(bool wait) {
    if (quick_ == !wait) return {};
    // A script, since SQLite carries this pragma out when it is prepared.
    auto done = script(wait ? "PRAGMA synchronous = FULL" : "PRAGMA synchronous = NORMAL");
    if (done) quick_ = !wait;
    return done;
}

Result<void> SqliteConnection::begin(TransactionKind kind) {
    // SQLite would write on into a file that has no name any more.
    if (kind != TransactionKind::read && !is_in_place()) {
        return std::unexpected{DbError{DbErrorKind::gone, "", path_}};
    }
    if (auto ready = wait_for_disk(kind != TransactionKind::quick_write); !ready) return ready;
    auto done = exec(kind == TransactionKind::read ? "BEGIN" : "BEGIN IMMEDIATE");
    if (done) return {};
    (void)wait_for_disk(true);
    return std::unexpected{std::move(done.error())};
}

Result<void> SqliteConnection::commit() {
    auto done = exec("COMMIT");
    if (!done) return std::unexpected{std::move(done.error())};
    return wait_for_disk(true);
}

void SqliteConnection::rollback() {
    // After some errors (disk full) SQLite has done so by itself.
    if (in_transaction()) (void)exec("ROLLBACK");
    (void)wait_for_disk(true);
}

Result<void> SqliteConnection::sync() {
    sqlite3_file* log = nullptr;
    const int found = sqlite3_file_control(handle(), "main", SQLITE_FCNTL_JOURNAL_POINTER, &log);
    if (found != SQLITE_OK) return std::unexpected{error_of(found, nullptr)};
    if (!log || !log->pMethods) return {};  // nothing was written yet
    const int code = log->pMethods->xSync(log, SQLITE_SYNC_NORMAL);
    if (code != SQLITE_OK) return std::unexpected{error_of(code, nullptr)};
    return {};
}

bool SqliteConnection::in_transaction() const {
    return sqlite3_get_autocommit(handle()) == 0;
}

Result<void> SqliteConnection::checkpoint() {
    const auto moved =
        first<std::int64_t, std::int64_t, std::int64_t>("PRAGMA wal_checkpoint(PASSIVE)");
    if (!moved) return std::unexpected{moved.error()};
    if (*moved && std::get<1>(**moved) == std::get<2>(**moved)) log_pages_ = 0;
    return {};
}

void SqliteConnection::cancel() {
    sqlite3_interrupt(handle());
}

DbError SqliteConnection::error() const {
    return error_of(sqlite3_extended_errcode(handle()), handle());
}

}  // namespace pos::store::db
