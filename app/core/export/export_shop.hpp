#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "app/core/export/table_writer.hpp"
#include "pos/store/db/connection.hpp"

namespace app::core::exports {

struct Written {
    std::string table;
    std::uint64_t rows{0};
};

/// Writes every table as it is at one moment, beside whoever sells meanwhile.
///
/// `on_row` is told how many rows were written so far
/// errors: the database cannot be read, or what the writer answers
Outcome<std::vector<Written>> export_all(pos::store::db::Connection& db, TableWriter& to,
                                         const std::function<void(std::uint64_t)>& on_row = {});

}  // namespace app::core::exports
