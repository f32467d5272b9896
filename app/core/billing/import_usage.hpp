#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "app/core/billing/billing_books.hpp"
#include "app/core/failure.hpp"
#include "app/core/tabular/mapping.hpp"
#include "app/core/tabular/reader.hpp"
#include "pos/store/billing/usage.hpp"

namespace app::core::billing {

struct UsageImportOptions {
    std::string source;                      // whose ids they are
    std::vector<tabular::MapEntry> mapping;  // of a table: empty where its columns have these names
    std::string meter;                       // of rows that name none
    bool skip_bad{false};
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

/// Takes the usage of a file in, in memory that does not grow with it. Without skip_bad one bad row
/// means that nothing is kept; with it every good row is, some twenty thousand a transaction.
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
