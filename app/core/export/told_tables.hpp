#pragma once

#include <string>
#include <vector>

#include "app/core/export/export_tables.hpp"
#include "app/core/export/table_writer.hpp"
#include "pos/store/db/connection.hpp"

namespace app::core::exports {

/// A table of what stands in records that no query reads; few rows.
struct ToldTable {
    Table table;
    std::vector<std::vector<Cell>> rows;
};

/// Taxes with their periods, the classes that goods name, and what the shop says of itself, with
/// what head office gives: for all branches, or for one. Secrets are not among it.
///
/// errors: the database cannot be read, or the settings are none of ours
Outcome<std::vector<ToldTable>> told_tables(pos::store::db::Connection& db);

}  // namespace app::core::exports
