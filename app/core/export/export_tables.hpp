#pragma once

#include <span>
#include <string_view>

namespace app::core::exports {

/// What a column of the database holds, and so how it is written.
enum class Kind {
    text,
    currency,  // of the row's amounts; written as its code
    count,
    amount,    // minor units of the row's `currency`
    price,     // 10^-8 of the row's `currency`
    quantity,  // 10^-6
    rate,      // 10^-8, written as per cent
    yes_no,
    day,        // 2026-11-27
    instant,    // 2026-11-27T20:15:00Z
    local,      // 2026-11-27 21:15:00, on the clock where it was
    bytes,      // in hexadecimal digits
    sale_kind,  // the event of a payment of bills stands behind the columns: kind, version, bytes
    event_kind,
};

struct Column {
    std::string_view name;
    Kind kind{};
};

/// What somebody may want to have alone.
enum class Part {
    everything,
    goods,   // with prices, taxes, codes of promotions, stock, and what the shop says of itself
    sales,   // receipts with lines, payments and taxes; shifts
    people,  // who work and who buy
    bills,   // with what was paid for them, and the ledger
    journal,
};

/// One table of an export: what is asked, and the columns of its answer. A table with amounts has
/// one of currency.
struct Table {
    std::string_view name;
    std::string_view sql;
    std::span<const Column> columns;
    Part part{Part::everything};  // that it is of
};

/// Everything that a shop or an office has: goods with prices that begin later, the codes of
/// promotions, people who work and who buy, receipts with their lines,
/// payments and taxes, shifts, stock, the journal's entries; bills, what was paid for them, and the
/// ledger. PINs, keys and the sealed bytes of the journal are not among it.
std::span<const Table> export_tables();

}  // namespace app::core::exports
