#include "pos/store/office/tickets.hpp"

#include <utility>

#include "pos/store/columns.hpp"

namespace pos::store::office {

namespace {

#define TICKET_QUERY                                                                          \
    "SELECT s.sale, s.number, s.kind, s.at, s.local_s, s.utc_offset_s, s.business_date, "     \
    "s.cashier_name, s.lines, s.currency, s.payable_minor, j.branch, j.terminal FROM sale s " \
    "JOIN journal j ON j.id = (s.entry >> 40) WHERE ($1 = '' OR j.branch = $1) "

Ticket read_ticket(const db::Row& row) {
    Ticket ticket;
    ReceiptSummary& summary = ticket.summary;
    row.get(0, summary.sale);
    row.get(1, summary.number);
    summary.kind = ticket_kind(row.integer(2));
    row.get(3, summary.at);
    summary.local = local_time(row.integer(4), row.integer(5));
    row.get(6, summary.business_date);
    row.get(7, summary.cashier_name);
    row.get(8, summary.lines);
    summary.payable = Money{row.integer(10), get_currency(row, 9)};
    row.get(11, ticket.branch);
    row.get(12, ticket.terminal);
    return ticket;
}

}  // namespace

Answer<std::vector<Ticket>> tickets(db::Connection& db, const TicketQuestion& asked) {
    std::vector<Ticket> found;
    const auto take = [&](const db::Row& row) { found.push_back(read_ticket(row)); };
    // The largest character: whatever begins with the number lies before that.
    const std::string end = std::string{asked.number} + "\U0010FFFF";
    auto done =
        asked.number.empty()
            ? db.each(TICKET_QUERY
                      "AND s.business_date BETWEEN $2 AND $3 "
                      "ORDER BY s.business_date DESC, s.at DESC, s.entry DESC LIMIT $4 OFFSET $5",
                      take, asked.branch, asked.days.from, asked.days.to, asked.limit, asked.skip)
            : db.each(TICKET_QUERY
                      "AND s.number >= $2 AND s.number < $3 ORDER BY s.number LIMIT $4 OFFSET $5",
                      take, asked.branch, asked.number, end, asked.limit, asked.skip);
    if (!done) return store_error(std::move(done.error()));
    return found;
}

Answer<std::vector<LastClose>> last_closes(db::Connection& db) {
    std::vector<LastClose> found;
    auto done = db.each(
        "SELECT j.branch, j.terminal, s.z_number, s.business_date, s.closed_local_s, "
        "s.closed_utc_offset_s FROM shift s JOIN journal j ON j.id = s.journal "
        "WHERE s.z_number = (SELECT max(l.z_number) FROM shift l WHERE l.journal = s.journal) "
        "ORDER BY s.closed_at",
        [&](const db::Row& row) {
            LastClose& close = found.emplace_back();
            row.get(0, close.branch);
            row.get(1, close.terminal);
            row.get(2, close.z_number);
            row.get(3, close.business_date);
            close.closed = local_time(row.integer(4), row.integer(5));
        });
    if (!done) return store_error(std::move(done.error()));
    return found;
}

}  // namespace pos::store::office
