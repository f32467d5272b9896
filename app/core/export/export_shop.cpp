#include "app/core/export/export_shop.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "app/core/export/told_tables.hpp"
#include "app/core/failure.hpp"
#include "pos/base/calendar.hpp"
#include "pos/journal/codec.hpp"
#include "pos/journal/event.hpp"
#include "pos/journal/projection.hpp"
#include "pos/money/currency.hpp"
#include "pos/money/decimal.hpp"
#include "pos/store/columns.hpp"
#include "pos/store/errors.hpp"

namespace app::core::exports {

namespace {

namespace db = pos::store::db;

constexpr std::int64_t kSecondsOfDay = 86'400;

std::string clock_time(std::int64_t seconds, char between) {
    const auto days = seconds / kSecondsOfDay - (seconds % kSecondsOfDay < 0 ? 1 : 0);
    const auto in_day = seconds - days * kSecondsOfDay;
    return fmt::format("{}{}{:02}:{:02}:{:02}",
                       to_string(pos::Date{static_cast<std::int32_t>(days)}), between,
                       in_day / 3600, in_day / 60 % 60, in_day % 60);
}

std::string digits_of(pos::BytesView bytes) {
    std::string text;
    for (const std::byte byte : bytes) text += fmt::format("{:02x}", std::to_integer<int>(byte));
    return text;
}

/// Whether the event whose kind, version and payload stand there says that credit was bought.
bool buys_credit(const db::Row& row, int event) {
    if (row.is_null(event)) return false;
    const auto read = pos::journal::decode(row.get<std::uint16_t>(event),
                                           row.get<std::uint16_t>(event + 1), row.bytes(event + 2));
    const auto* record = read ? pos::journal::ticket_of(*read) : nullptr;
    return record != nullptr && record->bill && record->bill->top_up;
}

/// `event`: where a ticket of bills has its own, see export_tables().
std::string_view sale_kind_of(const db::Row& row, int place, int event) {
    using pos::journal::TicketKind;
    switch (static_cast<TicketKind>(row.integer(place))) {
        case TicketKind::sale:
            return "sale";
        case TicketKind::refund:
            return "refund";
        case TicketKind::bill:
            return buys_credit(row, event) ? "credit_bought" : "bills_paid";
    }
    return "unknown";
}

/// The row's currency: of the column that says so.
pos::Currency currency_of(const db::Row& row, const Table& table) {
    const auto column = std::ranges::find(table.columns, Kind::currency, &Column::kind);
    if (column == table.columns.end()) return {};
    const auto place = static_cast<int>(column - table.columns.begin());
    return pos::store::parse_currency_text(row.text(place)).value_or(pos::Currency{});
}

Cell figure(std::int64_t scaled, unsigned decimals, unsigned shown) {
    return {pos::format_decimal(scaled, decimals, shown), true, shown};
}

/// `behind`: where the columns of the table end.
Cell cell_of(const db::Row& row, int place, Kind kind, pos::Currency currency, int behind) {
    if (row.is_null(place)) return {};
    const auto exponent = static_cast<unsigned>(currency.exponent);
    switch (kind) {
        case Kind::text:
            return {std::string{row.text(place)}};
        case Kind::currency:
            return {std::string{pos::code_of(currency)}};
        case Kind::count:
            return {std::to_string(row.integer(place)), true};
        case Kind::amount:
            return figure(row.integer(place), exponent, exponent);
        case Kind::price:
            return figure(row.integer(place), 8, exponent);
        case Kind::quantity:
            return figure(row.integer(place), 6, 0);
        case Kind::rate:
            return figure(row.integer(place), 6, 0);
        case Kind::yes_no:
            return {row.integer(place) != 0 ? "yes" : "no"};
        case Kind::day:
            return {to_string(pos::Date{static_cast<std::int32_t>(row.integer(place))})};
        case Kind::instant:
            return {clock_time(row.integer(place) / 1000, 'T') + "Z"};
        case Kind::local:
            return {clock_time(row.integer(place), ' ')};
        case Kind::bytes:
            return {digits_of(row.bytes(place))};
        case Kind::sale_kind:
            return {std::string{sale_kind_of(row, place, behind)}};
        case Kind::event_kind:
            return {std::string{
                pos::journal::kind_name(static_cast<std::uint16_t>(row.integer(place)))}};
    }
    return {};
}

Failure failure_of(const db::DbError& error) {
    return failure(pos::store::to_store_error(error));
}

std::unexpected<Failure> stopped() {
    return std::unexpected{
        Failure{FailureKind::environment, "The export was stopped.", Why::other, "stopped"}};
}

}  // namespace

Outcome<std::vector<Written>> export_all(db::Connection& connection, TableWriter& to,
                                         const How& how) {
    auto moment = db::Transaction::begin(connection, db::TransactionKind::read);
    if (!moment) return std::unexpected{failure_of(moment.error())};
    std::vector<Written> written;
    std::uint64_t rows = 0;
    const auto given_up = [&] { return how.give_up && how.give_up(); };
    const auto is_wanted = [&](const Table& table) {
        return (how.part == Part::everything || table.part == how.part) &&
               (how.only.empty() || table.name == how.only);
    };
    const auto tables = export_tables();
    for (const Table& table : tables) {
        if (!is_wanted(table)) continue;
        if (given_up()) return stopped();
        if (auto begun = to.begin(table); !begun) return std::unexpected{begun.error()};
        auto& count = written.emplace_back(Written{std::string{table.name}}).rows;
        Outcome<void> kept;
        std::vector<Cell> cells(table.columns.size());
        const auto done = connection.stream(table.sql, {}, [&](const db::Row& row) {
            if (given_up()) {
                kept = stopped();
                return false;
            }
            const auto currency = currency_of(row, table);
            for (std::size_t i = 0; i < cells.size(); ++i)
                cells[i] = cell_of(row, static_cast<int>(i), table.columns[i].kind, currency,
                                   static_cast<int>(cells.size()));
            kept = to.row(cells);
            ++count;
            if (how.on_row) how.on_row(++rows);
            return kept.has_value();
        });
        if (!kept) return std::unexpected{kept.error()};
        if (!done) return std::unexpected{failure_of(done.error())};
    }
    const auto told = told_tables(connection);
    if (!told) return std::unexpected{told.error()};
    for (const ToldTable& one : *told) {
        if (!is_wanted(one.table)) continue;
        if (auto begun = to.begin(one.table); !begun) return std::unexpected{begun.error()};
        for (const auto& cells : one.rows) {
            if (given_up()) return stopped();
            if (auto kept = to.row(cells); !kept) return std::unexpected{kept.error()};
            if (how.on_row) how.on_row(++rows);
        }
        written.push_back({std::string{one.table.name}, one.rows.size()});
    }
    if (auto finished = to.finish(); !finished) return std::unexpected{finished.error()};
    return written;
}

std::vector<std::string> table_names() {
    std::vector<std::string> names;
    for (const Table& table : export_tables()) names.emplace_back(table.name);
    for (const char* told : {"taxes", "tax_classes", "settings"}) names.emplace_back(told);
    return names;
}

}  // namespace app::core::exports
