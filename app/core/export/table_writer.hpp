#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "app/core/export/export_tables.hpp"
#include "app/core/failure.hpp"

namespace app::core::exports {

/// A value as it is written: a figure in plain notation, or a text.
struct Cell {
    std::string text;
    bool figure{false};
    unsigned decimals{0};  // that a figure is shown with
};

/// Takes an export table by table, row by row, in memory that does not grow with it. What it writes
/// is there, whole, only once finish() succeeded; dropped before that, nothing of it is.
///
/// errors: environment, the disk is full or the place cannot be written
class TableWriter {
public:
    virtual ~TableWriter() = default;
    virtual Outcome<void> begin(const Table& table) = 0;
    virtual Outcome<void> row(std::span<const Cell> cells) = 0;
    virtual Outcome<void> finish() = 0;
};

/// A folder with a file of comma-separated UTF-8 for each table; see tabular/cell.hpp.
///
/// errors: refused, where there is something of that name already
Outcome<std::unique_ptr<TableWriter>> csv_writer(const std::string& folder);

/// A workbook (.xlsx) with a sheet for each table; where a table has more rows than a sheet, with
/// further ones, "receipts 2".
///
/// errors: refused, where there is something of that name already
Outcome<std::unique_ptr<TableWriter>> workbook_writer(const std::string& file);

}  // namespace app::core::exports
