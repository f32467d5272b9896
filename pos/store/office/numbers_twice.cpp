#include "pos/store/office/numbers_twice.hpp"

#include <utility>

#include "pos/journal/codec.hpp"
#include "pos/journal/event.hpp"
#include "pos/store/office/parked.hpp"
#include "pos/store/tail.hpp"

namespace pos::store::office {

namespace {

/// A row of: entry, branch, terminal, kind, version, payload, the series of a tail.
std::optional<NumberedTicket> parked_ticket(const db::Row& row) {
    auto event =
        journal::decode(row.get<std::uint16_t>(3), row.get<std::uint16_t>(4), row.bytes(5));
    if (!event) return std::nullopt;
    if (const std::string series{row.text(6)}; !series.empty()) number_in_tail(*event, series);
    const journal::SaleRecord* record = journal::ticket_of(*event);
    if (record == nullptr) return std::nullopt;
    return NumberedTicket{.entry = entry_key(row.integer(0)),
                          .number = record->number,
                          .branch = std::string{row.text(1)},
                          .terminal = std::string{row.text(2)},
                          .local = record->when.local,
                          .cashier = record->cashier.name,
                          .lines = static_cast<std::int64_t>(record->lines.size()),
                          .payable = record->payable};
}

db::Result<void> find_booked(db::Connection& db, NumberTwice& twice) {
    auto done = db.each(
        "SELECT s.entry, s.number, j.branch, j.terminal, s.local_s, s.utc_offset_s, "
        "s.cashier_name, s.lines, s.payable_minor, s.currency FROM sale s "
        "JOIN journal j ON j.id = (s.entry >> 40) WHERE s.number = $1",
        [&](const db::Row& row) {
            twice.booked = NumberedTicket{.entry = entry_key(row.integer(0)),
                                          .number = std::string{row.text(1)},
                                          .branch = std::string{row.text(2)},
                                          .terminal = std::string{row.text(3)},
                                          .local = get_local(row, 4),
                                          .cashier = std::string{row.text(6)},
                                          .lines = row.integer(7),
                                          .payable = {row.integer(8), get_currency(row, 9)}};
        },
        twice.parked.number);
    if (!done) return std::unexpected{std::move(done.error())};
    return {};
}

}  // namespace

Answer<std::vector<NumberTwice>> numbers_twice(db::Connection& db, std::int64_t limit) {
    std::vector<NumberTwice> found;
    auto done = db.each(
        "SELECT p.entry, t.branch, t.code, e.kind, e.version, e.payload, coalesce((SELECT l.series "
        "FROM tail l WHERE l.number = s.number), '') FROM parked_entry p "
        "JOIN journal_entry e ON e.entry = p.entry JOIN sent_journal s ON s.number = (p.entry >> "
        "40) JOIN terminal t ON t.terminal = s.terminal WHERE p.reason = $1 AND p.detail = $2 "
        "ORDER BY p.entry LIMIT $3",
        [&](const db::Row& row) {
            if (auto ticket = parked_ticket(row)) {
                found.push_back({std::move(*ticket), std::nullopt});
            }
        },
        ParkReason::refused, row_fault_name(RowFault::number_taken), limit);
    if (!done) return store_error(std::move(done.error()));
    for (NumberTwice& twice : found) {
        if (auto booked = find_booked(db, twice); !booked) {
            return store_error(std::move(booked.error()));
        }
    }
    return found;
}

}  // namespace pos::store::office
