// The session extension's part of sqlite3.h is shown only to those who ask for it.
#define SQLITE_ENABLE_SESSION 1
#define SQLITE_ENABLE_PREUPDATE_HOOK 1
#include "pos/store/floor/change_recorder.hpp"

#include <sqlite3.h>

#include <map>

#include "pos/base/assert.hpp"
#include "pos/store/db/sqlite_connection.hpp"

namespace pos::store::floor {

struct ChangeRecorder::Session {
    sqlite3_session* handle{nullptr};
};

void ChangeRecorder::Delete::operator()(Session* session) const {
    sqlite3session_delete(session->handle);
    delete session;
}

namespace {

sqlite3* handle_of(db::Connection& connection) {
    POS_ASSERT(connection.engine() == db::Engine::sqlite);
    return static_cast<db::SqliteConnection&>(connection).handle();
}

std::unexpected<db::DbError> error_of(int code) {
    return std::unexpected{
        db::DbError{db::kind_of_sqlite(code), std::to_string(code), sqlite3_errstr(code)}};
}

Value value_of(sqlite3_value* from) {
    switch (sqlite3_value_type(from)) {
        case SQLITE_INTEGER:
            return std::int64_t{sqlite3_value_int64(from)};
        case SQLITE_TEXT: {
            const auto* text = reinterpret_cast<const char*>(sqlite3_value_text(from));
            return std::string{text, static_cast<std::size_t>(sqlite3_value_bytes(from))};
        }
        case SQLITE_BLOB: {
            const auto* bytes = static_cast<const std::byte*>(sqlite3_value_blob(from));
            return Bytes{bytes, bytes + sqlite3_value_bytes(from)};
        }
        default:
            return std::monostate{};
    }
}

using Columns = std::vector<std::string>;

db::Result<Columns> columns_of(db::Connection& connection, const std::string& table) {
    Columns columns;
    const auto done = connection.each(
        "SELECT name FROM pragma_table_info($1) ORDER BY cid",
        [&](const db::Row& row) { columns.emplace_back(row.text(0)); }, table);
    if (!done) return std::unexpected{done.error()};
    return columns;
}

/// One change of a changeset, as the statement that makes it.
class Change {
public:
    Change(sqlite3_changeset_iter* at, const std::string& table, const Columns& columns)
        : at_{at}, table_{table}, columns_{columns} {
        int count = 0;
        sqlite3changeset_pk(at_, &is_key_, &count);
        POS_ASSERT(static_cast<std::size_t>(count) == columns_.size());
    }

    RowWrite insert() {
        std::string places;
        write_.sql = "INSERT INTO " + table_ + " (";
        for (std::size_t i = 0; i < columns_.size(); ++i) {
            sqlite3_value* value = nullptr;
            sqlite3changeset_new(at_, static_cast<int>(i), &value);
            write_.sql += (i > 0 ? ", " : "") + columns_[i];
            places += (i > 0 ? ", " : "") + bound(value);
        }
        write_.sql += ") VALUES (" + places + ")";
        if (table_ == "journal_entry") note_hash();
        return std::move(write_);
    }
    RowWrite update() {
        write_.sql = "UPDATE " + table_ + " SET ";
        bool first = true;
        for (std::size_t i = 0; i < columns_.size(); ++i) {
            sqlite3_value* value = nullptr;
            sqlite3changeset_new(at_, static_cast<int>(i), &value);
            if (value == nullptr) continue;
            write_.sql += (first ? "" : ", ") + columns_[i] + " = " + bound(value);
            first = false;
        }
        add_key();
        return std::move(write_);
    }
    RowWrite remove() {
        write_.sql = "DELETE FROM " + table_;
        add_key();
        return std::move(write_);
    }

private:
    std::string bound(sqlite3_value* value) {
        write_.values.push_back(value_of(value));
        return "?" + std::to_string(write_.values.size());
    }
    void add_key() {
        bool first = true;
        for (std::size_t i = 0; i < columns_.size(); ++i) {
            if (is_key_[i] == 0) continue;
            sqlite3_value* value = nullptr;
            sqlite3changeset_old(at_, static_cast<int>(i), &value);
            write_.sql += (first ? " WHERE " : " AND ") + columns_[i] + " = " + bound(value);
            first = false;
        }
    }
    void note_hash() {
        for (std::size_t i = 0; i < columns_.size(); ++i) {
            if (columns_[i] == "payload") write_.hashed = std::get<Bytes>(write_.values[i]);
            if (columns_[i] == "signature")
                write_.is_signed = !std::holds_alternative<std::monostate>(write_.values[i]);
        }
    }

    sqlite3_changeset_iter* at_;
    const std::string& table_;
    const Columns& columns_;
    unsigned char* is_key_{nullptr};
    RowWrite write_;
};

db::Result<RowWrites> writes_of(db::Connection& connection, sqlite3_changeset_iter* at) {
    RowWrites writes;
    std::map<std::string, Columns> tables;
    while (sqlite3changeset_next(at) == SQLITE_ROW) {
        const char* name = nullptr;
        int count = 0;
        int operation = 0;
        sqlite3changeset_op(at, &name, &count, &operation, nullptr);
        const auto [table, fresh] = tables.try_emplace(name);
        if (fresh) {
            auto columns = columns_of(connection, table->first);
            if (!columns) return std::unexpected{columns.error()};
            table->second = std::move(*columns);
        }
        Change change{at, table->first, table->second};
        switch (operation) {
            case SQLITE_INSERT:
                writes.push_back(change.insert());
                break;
            case SQLITE_UPDATE:
                writes.push_back(change.update());
                break;
            case SQLITE_DELETE:
                writes.push_back(change.remove());
                break;
            default:
                POS_ASSERT(false && "a change is one of these");
        }
    }
    return writes;
}

}  // namespace

db::Result<std::unique_ptr<ChangeRecorder::Session, ChangeRecorder::Delete>> ChangeRecorder::make(
    db::Connection& connection) {
    std::unique_ptr<Session, Delete> session{new Session};
    int code = sqlite3session_create(handle_of(connection), "main", &session->handle);
    if (code == SQLITE_OK) code = sqlite3session_attach(session->handle, nullptr);
    if (code != SQLITE_OK) return error_of(code);
    return session;
}

db::Result<ChangeRecorder> ChangeRecorder::start(db::Connection& connection) {
    auto session = make(connection);
    if (!session) return std::unexpected{session.error()};
    return ChangeRecorder{connection, std::move(*session)};
}

db::Result<RowWrites> ChangeRecorder::take() {
    int size = 0;
    void* bytes = nullptr;
    int code = sqlite3session_changeset(session_->handle, &size, &bytes);
    const std::unique_ptr<void, void (*)(void*)> owner{bytes, sqlite3_free};
    if (code != SQLITE_OK) return error_of(code);
    sqlite3_changeset_iter* at = nullptr;
    code = sqlite3changeset_start(&at, size, bytes);
    if (code != SQLITE_OK) return error_of(code);
    auto writes = writes_of(*connection_, at);
    code = sqlite3changeset_finalize(at);
    if (code != SQLITE_OK) return error_of(code);
    auto next = make(*connection_);
    if (!next) return std::unexpected{next.error()};
    session_ = std::move(*next);
    return writes;
}

}  // namespace pos::store::floor
