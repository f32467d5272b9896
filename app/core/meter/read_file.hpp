#pragma once

#include <cstdint>
#include <iosfwd>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/core/failure.hpp"
#include "app/core/meter/read_table.hpp"
#include "drivers/meter/mbus/telegram.hpp"
#include "pos/billing/meter/files/said.hpp"
#include "pos/locale/zone.hpp"

namespace app::core::meter {

enum class FileFormat : std::uint8_t { automatic, nem, espi, mbus, csv };

struct ReadOptions {
    FileFormat format{FileFormat::automatic};
    std::string zone{};  // empty: the market's of NEM, what the file says of Green Button, else UTC
    TableOptions table{};
};

/// What a file says.
struct FileSaid {
    FileFormat format{FileFormat::automatic};
    pos::locale::Zone zone;  // by which its days are told
    pos::billing::meter::files::Said said{};
    std::vector<drivers::meter::mbus::Telegram> telegrams{};  // of M-Bus
};

/// Which format bytes look like: "100,NEM…" begins NEM, "<" XML; frames are M-Bus, in bytes or in
/// hexadecimal digits; the rest is a table.
FileFormat format_of(std::string_view bytes);

/// Reads a file of meter readings; .gz, .zst and .zip are unpacked.
///
/// errors: refused with "file:line: …"; environment where it cannot be read at all
Outcome<FileSaid> read_file(const std::string& path, const ReadOptions& options);
Outcome<FileSaid> read_stream(std::istream& in, const ReadOptions& options);

/// The same of bytes in memory; `source` is the name for errors.
Outcome<FileSaid> read_bytes(std::string_view bytes, const std::string& source,
                             const ReadOptions& options);

/// What is told of a day of a series.
struct DaySum {
    pos::Date date{};
    std::size_t found{0};
    std::size_t expected{0};  // 0: not known, for lengths are mixed
    std::size_t actual{0};
    pos::Exact sum;
    bool operator==(const DaySum&) const = default;
};

/// The days of a series of amounts, and what is odd about it.
struct SeriesDays {
    std::vector<DaySum> days{};
    pos::Exact sum;
    std::optional<std::string> remark{};
};
SeriesDays days_of(const pos::billing::meter::files::Series& series, const pos::locale::Zone& zone);

}  // namespace app::core::meter
