#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
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

/// Where something lies; "." for a mere name.
std::filesystem::path folder_of(const std::filesystem::path& at);

/// Why that cannot be written: its folder is gone ("no_folder"), its disk is full ("disk_full"), or
/// `why` ("cannot_write"). Asked while what was written so far still takes its room.
Failure not_written(const std::filesystem::path& at, std::string why);
/// That something stands there already ("file_in_the_way").
std::unexpected<Failure> in_the_way(std::string words);

/// Waits until what was written there is on its disk: a stick may be pulled out then.
///
/// errors: as not_written
Outcome<void> settle(const std::filesystem::path& at);

/// What an export is written to until it is whole, PART, must not be there: it may be somebody's
/// own, or what is left of an export that was killed.
Outcome<void> nothing_at(const std::filesystem::path& part);

/// Lets nobody but its owner read or write a file, where its disk knows owners.
///
/// errors: environment
Outcome<void> for_owner_alone(const std::filesystem::path& file);

/// A folder with a file of comma-separated UTF-8 for each table; see tabular/cell.hpp.
///
/// errors: refused, where there is something of that name already, or of that name and ".part"
Outcome<std::unique_ptr<TableWriter>> csv_writer(const std::string& folder);

/// A file of one object with a list of objects for each table. Counts are numbers and yes and no
/// are true and false; amounts, quantities and days are texts; what is not there is null.
///
/// errors: refused, where there is something of that name already, or of that name and ".part"
Outcome<std::unique_ptr<TableWriter>> json_writer(const std::string& file);

/// What a disk must have left for a workbook to be begun, or gone on with: its rows wait in files
/// beside it, whose writing the library does not check.
inline constexpr std::uint64_t kFreeBytesMin = std::uint64_t{64} << 20;

/// How much is left on the disk of a folder, in bytes.
using FreeBytes = std::function<std::uint64_t(const std::filesystem::path&)>;
std::uint64_t free_bytes(const std::filesystem::path& folder);

/// A workbook (.xlsx) with a sheet for each table; where a table has more rows than a sheet, with
/// further ones, "receipts 2".
///
/// errors: refused, where there is something of that name already, or of that name and ".part";
///         environment, where the disk has less than kFreeBytesMin left
Outcome<std::unique_ptr<TableWriter>> workbook_writer(const std::string& file,
                                                      FreeBytes free = free_bytes);

}  // namespace app::core::exports
