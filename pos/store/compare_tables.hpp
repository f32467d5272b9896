#pragma once

#include <span>
#include <string_view>

#include "pos/store/db/sqlite_connection.hpp"
#include "pos/store/verify.hpp"

namespace pos::store {

/// A table that follows from the journal. `columns` starts with the key; `since` is the schema's
/// version that it came with, `later_since` that of the columns which it was given later.
struct DerivedTable {
    std::string_view name;
    int key_columns;
    std::string_view columns;
    int since{1};
    std::string_view later{};
    int later_since{0};
};

/// Every one of them, so that none is forgotten by verify().
std::span<const DerivedTable> derived_tables();

/// Compares a table's rows with the rebuilt ones and adds what differs to the report.
db::Result<void> compare_table(const DerivedTable& table, db::Connection& stored,
                               db::SqliteConnection& rebuilt, std::size_t differences_max,
                               VerifyReport& report);

}  // namespace pos::store
