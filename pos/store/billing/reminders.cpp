#include "pos/store/billing/reminders.hpp"

#include <fmt/format.h>

#include "pos/store/billing/attempts.hpp"
#include "pos/store/billing/disputes.hpp"
#include "pos/store/came_back.hpp"

namespace pos::store::billing {

namespace {

/// What is disputed is nothing to be reminded of, nor what is just being charged.
const std::string kOverdue =
    "SELECT d.entry, d.document, d.number, d.account, o.due_on, o.currency, o.open_minor - " +
    std::string{disputed_sql()} +
    ", "
    "coalesce((SELECT max(r.level) FROM reminder r WHERE r.document = d.document), 0), "
    "(SELECT max(r.on_day) FROM reminder r WHERE r.document = d.document)";
constexpr std::string_view kOf = " FROM open_item o JOIN document d ON d.document = o.about ";
const std::string kWhere = " WHERE o.open_minor > 0 AND o.open_minor > " +
                           std::string{disputed_sql()} +
                           " AND o.due_on < $1 AND NOT EXISTS (SELECT 1 FROM reminder f WHERE "
                           "f.fee = d.document) AND " +
                           std::string{no_attempt_sql()} + " ";

/// Nor of what is on its way at the bank; services that are limited for it stay so until then.
const std::string kNotWithBank = "AND NOT " + std::string{kWithBank} + " ";

Overdue read_overdue(const db::Row& row) {
    Overdue one;
    one.entry = row.integer(0);
    row.get(1, one.document);
    row.get(2, one.number);
    row.get(3, one.account);
    row.get(4, one.due_on);
    row.get(5, one.currency);
    one.open_minor = row.integer(6);
    one.level = row.integer(7);
    row.get(8, one.reminded_on);
    return one;
}

template <class... In>
db::Result<std::vector<Overdue>> overdue(db::Connection& db, std::string_view rest, Date before,
                                         const In&... in) {
    std::vector<Overdue> found;
    auto done = db.each(
        fmt::format("{}{}{}AND {}", kOverdue, kOf, kWhere, rest),
        [&](const db::Row& row) { found.push_back(read_overdue(row)); }, before, in...);
    if (!done) return std::unexpected{std::move(done.error())};
    return found;
}

}  // namespace

db::Result<std::vector<Overdue>> overdue_invoices(db::Connection& db, Date before,
                                                  std::int64_t behind, std::int64_t limit) {
    return overdue(db, "d.entry > $2 " + kNotWithBank + "ORDER BY d.entry LIMIT $3", before, behind,
                   limit);
}

db::Result<std::optional<Overdue>> overdue_invoice(db::Connection& db, const Ulid& document,
                                                   Date before) {
    auto found = overdue(db, "d.document = $2 " + kNotWithBank, before, document);
    if (!found) return std::unexpected{std::move(found.error())};
    if (found->empty()) return std::optional<Overdue>{};
    return std::optional{std::move(found->front())};
}

db::Result<std::vector<Overdue>> reminded_invoices(db::Connection& db, const Ulid& account,
                                                   Date before) {
    return overdue(db,
                   "d.account = $2 AND EXISTS (SELECT 1 FROM reminder g WHERE g.document = "
                   "d.document) ORDER BY d.entry",
                   before, account);
}

db::Result<bool> add_reminder(db::Connection& db, const Reminder& reminder) {
    const auto done = db.exec(
        "INSERT INTO reminder (document, level, on_day, fee, at) VALUES ($1, $2, $3, $4, $5) ON "
        "CONFLICT (document, level) DO NOTHING",
        reminder.document, reminder.level, reminder.on, reminder.fee, reminder.at);
    if (!done) return std::unexpected{done.error()};
    return *done == 1;
}

db::Result<void> put_reminder_fee(db::Connection& db, const Ulid& document, std::int64_t level,
                                  const Ulid& fee) {
    auto done = db.exec("UPDATE reminder SET fee = $3 WHERE document = $1 AND level = $2", document,
                        level, fee);
    if (!done) return std::unexpected{std::move(done.error())};
    return {};
}

Answer<std::vector<ReminderRow>> list_reminders(db::Connection& db, std::int64_t limit) {
    std::vector<ReminderRow> found;
    auto done = db.each(
        "SELECT r.document, r.level, r.on_day, r.fee, r.at, d.number, coalesce(a.number, ''), "
        "coalesce(p.name, ''), coalesce(f.number, ''), coalesce(o.open_minor, 0), d.currency "
        "FROM reminder r JOIN document d ON d.document = r.document LEFT JOIN document f ON "
        "f.document = r.fee LEFT JOIN open_item o ON o.about = r.document LEFT JOIN "
        "billing_account a ON a.account = d.account LEFT JOIN party p ON p.party = a.party "
        "ORDER BY r.at DESC, d.number, r.level LIMIT $1",
        [&](const db::Row& row) {
            ReminderRow& one = found.emplace_back();
            row.get(0, one.reminder.document);
            one.reminder.level = row.integer(1);
            row.get(2, one.reminder.on);
            row.get(3, one.reminder.fee);
            row.get(4, one.reminder.at);
            row.get(5, one.number);
            row.get(6, one.account);
            row.get(7, one.name);
            row.get(8, one.fee_number);
            one.open_minor = row.integer(9);
            row.get(10, one.currency);
        },
        limit);
    if (!done) return store_error(std::move(done.error()));
    return found;
}

Answer<std::vector<OverdueRow>> list_overdue(db::Connection& db, const OverdueQuestion& asked) {
    std::vector<OverdueRow> found;
    auto done = db.each(
        fmt::format("{}, coalesce(a.number, ''), coalesce(p.name, ''){}LEFT JOIN billing_account "
                    "a ON a.account = d.account LEFT JOIN party p ON p.party = a.party{}{}ORDER BY "
                    "o.due_on, d.number LIMIT $2 OFFSET $3",
                    kOverdue, kOf, kWhere, kNotWithBank),
        [&](const db::Row& row) {
            OverdueRow& one = found.emplace_back();
            one.overdue = read_overdue(row);
            row.get(9, one.account);
            row.get(10, one.name);
        },
        asked.before, asked.limit, asked.skip);
    if (!done) return store_error(std::move(done.error()));
    return found;
}

}  // namespace pos::store::billing
