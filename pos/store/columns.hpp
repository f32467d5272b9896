#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "pos/base/calendar.hpp"
#include "pos/journal/projection.hpp"
#include "pos/money/currency.hpp"
#include "pos/store/db/row.hpp"

/// How values of ours stand in columns.
namespace pos::store {

/// "GBP2": code and exponent, so that an amount never needs a table to be read.
std::string currency_text(Currency currency);
/// Empty for anything that currency_text() does not write.
std::optional<Currency> parse_currency_text(std::string_view text);

/// Date and second of the day as one number, its offset as another.
inline std::int64_t local_seconds(const LocalTime& local) {
    return std::int64_t{local.date.days} * 86'400 + local.second_of_day;
}
LocalTime local_time(std::int64_t seconds, std::int64_t utc_offset_s);

/// Codes of plans, one a line.
std::string plans_text(const std::vector<std::string>& plans);
std::vector<std::string> parse_plans_text(std::string_view text);

/// Reads a currency's column; another text makes the call fail.
Currency get_currency(const db::Row& row, int column);
/// Reads local time from two columns.
LocalTime get_local(const db::Row& row, int column);

/// Of a ticket's column.
inline journal::TicketKind ticket_kind(std::int64_t column) {
    return column == 0   ? journal::TicketKind::sale
           : column == 2 ? journal::TicketKind::bill
                         : journal::TicketKind::refund;
}

/// An entry's key: the journal's number in this database and the entry's in its journal.
struct EntryKey {
    std::int64_t journal{0};
    std::uint64_t seq{0};
    bool operator==(const EntryKey&) const = default;
};
inline constexpr int kSeqBits = 40;
/// requires: journal below 2^23, seq below 2^40
std::int64_t entry_number(EntryKey key);
EntryKey entry_key(std::int64_t number);

}  // namespace pos::store
