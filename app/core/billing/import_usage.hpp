#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "app/core/billing/billing_books.hpp"
#include "app/core/failure.hpp"
#include "app/core/imports/figures.hpp"
#include "app/core/meter/written_time.hpp"
#include "app/core/tabular/mapping.hpp"
#include "app/core/tabular/reader.hpp"
#include "pos/store/billing/usage.hpp"

namespace app::core::billing {

struct UsageImportOptions {
    std::string source;                      // whose ids they are
    std::vector<tabular::MapEntry> mapping;  // of a table: what was said of its columns
    std::string meter;                       // of rows that name none
    bool skip_bad{false};
    imports::DecimalSign decimal_sign{imports::DecimalSign::either};  // of a table
    core::meter::DateOrder dates{
        core::meter::DateOrder::automatic};  // of a table: what usage_dates() found
    bool dry_run{false};                     // all is counted as if it were kept, and nothing is
    std::function<void(std::uint64_t rows)> on_row{};
    std::function<void(std::uint64_t line, const std::string& reason)> on_refusal{};
};

struct UsageImportReport {
    std::uint64_t rows{0};
    std::uint64_t added{0};
    std::uint64_t again{0};
    std::uint64_t voided{0};
    std::uint64_t late{0};
    std::uint64_t refused{0};
    bool kept{false};
};

/// The fields of a usage record: in a table's columns, or in JSON, an object a line.
/// "void": "yes" takes the record of that id back; nothing else is read then. It is yes or no in
/// any case and in the languages of our files, or empty for no; any other word refuses the record.
inline constexpr std::array<std::string_view, 7> kUsageFields{"id",       "subject", "meter", "at",
                                                              "quantity", "void",    "to"};

/// Which columns of a table these are, by their names, beside what was said of them.
std::vector<tabular::MapEntry> guess_usage(std::span<const std::string> columns,
                                           std::span<const tabular::MapEntry> said);

/// Which order the dates of a whole table have, where it shows that: in memory that does not grow
/// with it, and without a look behind its first rows where none has its year last.
///
/// errors: the file cannot be read, or has no such columns
Outcome<core::meter::DateOrder> usage_dates(tabular::Reader& table,
                                            std::span<const tabular::MapEntry> said);

/// Takes the usage of a file in, in memory that does not grow with it. Without skip_bad one bad row
/// means that nothing is kept; with it every good row is, some twenty thousand a transaction.
/// Columns are guessed by their names as guess_usage() does. A row whose date may have the day or
/// the month first is refused where neither `dates` nor the date itself says which.
Outcome<UsageImportReport> import_usage(BillingBooks& books, tabular::Reader& table,
                                        const UsageImportOptions& options, pos::Clock& clock);
/// The same of JSON lines.
Outcome<UsageImportReport> import_usage_lines(BillingBooks& books, tabular::Input& lines,
                                              const UsageImportOptions& options, pos::Clock& clock);

/// One object of a JSON line or of a request.
Outcome<pos::store::billing::IncomingUsage> read_usage_record(const std::string& json,
                                                              const pos::locale::Zone& zone,
                                                              const std::string& meter);

/// Why the store did not take a record, in words.
std::string words_of(pos::store::billing::UsageRefusal why);

}  // namespace app::core::billing
