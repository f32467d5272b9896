#pragma once

#include <sqlite3.h>

#include "pos/store/db/row.hpp"

namespace pos::store::db {

/// The row at which a statement stands.
class SqliteRow final : public Row {
public:
    explicit SqliteRow(sqlite3_stmt* from) : statement_{from} {}

    bool is_null(int column) const override;
    Param::Kind kind(int column) const override;
    std::int64_t integer(int column) const override;
    std::string_view text(int column) const override;
    BytesView bytes(int column) const override;

private:
    bool is(int column, int type, const char* otherwise) const;
    sqlite3_stmt* statement_;
};

}  // namespace pos::store::db
