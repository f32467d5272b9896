#include "pos/store/db/sqlite_row.hpp"

namespace pos::store::db {

bool SqliteRow::is(int column, int type, const char* otherwise) const {
    if (sqlite3_column_type(statement_, column) == type) return true;
    fault(column, otherwise);
    return false;
}

bool SqliteRow::is_null(int column) const {
    return sqlite3_column_type(statement_, column) == SQLITE_NULL;
}

Param::Kind SqliteRow::kind(int column) const {
    switch (sqlite3_column_type(statement_, column)) {
        case SQLITE_INTEGER:
            return Param::Kind::integer;
        case SQLITE_TEXT:
            return Param::Kind::text;
        case SQLITE_BLOB:
            return Param::Kind::bytes;
        default:
            return Param::Kind::null;
    }
}

std::int64_t SqliteRow::integer(int column) const {
    if (!is(column, SQLITE_INTEGER, "no integer")) return 0;
    return sqlite3_column_int64(statement_, column);
}

std::string_view SqliteRow::text(int column) const {
    if (!is(column, SQLITE_TEXT, "no text")) return {};
    const auto* data = reinterpret_cast<const char*>(sqlite3_column_text(statement_, column));
    return {data, static_cast<std::size_t>(sqlite3_column_bytes(statement_, column))};
}

BytesView SqliteRow::bytes(int column) const {
    if (!is(column, SQLITE_BLOB, "no bytes")) return {};
    const auto* data = static_cast<const std::byte*>(sqlite3_column_blob(statement_, column));
    return {data, static_cast<std::size_t>(sqlite3_column_bytes(statement_, column))};
}

}  // namespace pos::store::db
