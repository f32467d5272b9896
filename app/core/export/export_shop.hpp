#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "app/core/export/table_writer.hpp"
#include "pos/store/db/connection.hpp"

namespace app::core::exports {

struct Written {
    std::string table;
    std::uint64_t rows{0};
};

struct How {
    Part part{Part::everything};
    std::string_view only{};                           // the name of one table; empty: all
    std::function<void(std::uint64_t rows)> on_row{};  // told how many were written so far
    std::function<bool()> give_up{};                   // asked before each; true ends it
};

/// Writes every table of that part as it is at one moment, beside whoever sells meanwhile: those
/// that a query reads (export_tables.hpp), then those of records (told_tables.hpp).
///
/// errors: the database cannot be read, or what the writer answers; `stopped`, where it was given
///         up
Outcome<std::vector<Written>> export_all(pos::store::db::Connection& db, TableWriter& to,
                                         const How& how = {});

/// The names of all tables, in their order.
std::vector<std::string> table_names();

}  // namespace app::core::exports
