#include "pos/store/billing/deliveries.hpp"

#include <fmt/format.h>

#include "pos/store/billing/in_list.hpp"
#include "pos/store/columns.hpp"

namespace pos::store::billing {

namespace {

constexpr std::string_view kColumns =
    "v.document, v.channel, v.recipient, v.state, v.tries, v.said, v.due_at, v.at";

Delivery read_delivery(const db::Row& row) {
    Delivery one;
    row.get(0, one.document);
    one.channel = static_cast<customer::Delivery>(row.integer(1));
    row.get(2, one.recipient);
    one.state = static_cast<DeliveryState>(row.integer(3));
    one.tries = row.integer(4);
    row.get(5, one.said);
    row.get(6, one.due_at);
    row.get(7, one.at);
    return one;
}

/// Of a document, as its account wants to have it; one that wants none has a row all the same, so
/// that each document is looked at once. Behind it: the row's entry, and which documents.
constexpr std::string_view kPlan =
    "INSERT INTO delivery (document, channel, entry, recipient, state, tries, said, due_at, "
    "at) SELECT d.document, a.delivery, {}, CASE WHEN a.delivery = 2 THEN p.email ELSE '' "
    "END, CASE WHEN a.delivery = 3 THEN 3 ELSE 1 END, 0, '', CAST($1 AS BIGINT), "
    "CAST($1 AS BIGINT) FROM document d JOIN billing_account a ON a.account = d.account "
    "JOIN party p ON p.party = a.party WHERE {} AND {} {} ON CONFLICT DO NOTHING";

/// Whether a document is an opening balance.
constexpr std::string_view kOpening =
    "EXISTS (SELECT 1 FROM document_line l WHERE l.entry = d.entry AND l.kind = 8)";

/// What was issued since the last document that has a row.
constexpr std::string_view kNew =
    "d.entry > (SELECT coalesce(max(entry), -1) FROM delivery) AND (d.issued_on >= $2 OR EXISTS "
    "(SELECT 1 FROM delivery))";

/// Whether there is a row like that.
template <class... Args>
db::Result<bool> any_row(db::Connection& db, std::string_view from, const Args&... args) {
    auto some = db.value<std::int64_t>(
        fmt::format("SELECT CASE WHEN EXISTS (SELECT 1 FROM {}) THEN 1 ELSE 0 END", from), args...);
    if (!some) return std::unexpected{std::move(some.error())};
    return some->value_or(0) > 0;
}

}  // namespace

db::Result<std::int64_t> plan_deliveries(db::Connection& db, Date since, Instant now) {
    auto made = db.exec(fmt::format(kPlan, "d.entry", kNew, "NOT", kOpening), now, since);
    if (!made) return std::unexpected{std::move(made.error())};
    return *made;
}

db::Result<void> plan_opening_delivery(db::Connection& db, const Ulid& document, Instant now) {
    // Its entry is that of the first one: no document before this one is taken for looked at.
    auto made =
        db.exec(fmt::format(kPlan, "(SELECT min(entry) FROM delivery)",
                            "d.document = $2 AND EXISTS (SELECT 1 FROM delivery)", "", kOpening),
                now, document);
    if (!made) return std::unexpected{std::move(made.error())};
    return {};
}

db::Result<void> drop_paid_openings(db::Connection& db) {
    auto gone = db.exec(
        "DELETE FROM delivery WHERE entry = (SELECT min(entry) FROM delivery) AND state = 1 AND "
        "EXISTS (SELECT 1 FROM document d JOIN document_line l ON l.entry = d.entry WHERE "
        "d.document = delivery.document AND l.kind = 8) AND NOT EXISTS (SELECT 1 FROM open_item o "
        "WHERE o.about = delivery.document AND o.open_minor > 0)");
    if (!gone) return std::unexpected{std::move(gone.error())};
    return {};
}

db::Result<bool> has_deliveries(db::Connection& db) {
    return any_row(db, "delivery");
}

db::Result<bool> has_email_to_send(db::Connection& db, const EmailQuestion& asked) {
    auto due = any_row(db, "delivery WHERE channel = 2 AND state = 1 AND due_at <= $1", asked.now);
    if (!due || *due) return due;
    auto lost =
        any_row(db, "delivery WHERE channel = 2 AND state = 2 AND at < $1", asked.lost_before);
    if (!lost || *lost) return lost;
    // Two questions, so that each is answered by an index: what is behind the last one that was
    // looked at, or what was issued since that day where none was.
    const auto some = has_deliveries(db);
    if (!some) return some;
    return *some
               ? any_row(db,
                         fmt::format("document d WHERE d.entry > (SELECT max(entry) FROM delivery) "
                                     "AND NOT {}",
                                     kOpening))
               : any_row(db, fmt::format("document d WHERE d.issued_on >= $1 AND NOT {}", kOpening),
                         asked.since);
}

db::Result<std::vector<Delivery>> due_deliveries(db::Connection& db, customer::Delivery channel,
                                                 Instant now, std::int64_t limit) {
    const bool paper = channel == customer::Delivery::print;
    std::vector<Delivery> due;
    auto read = db.each(
        fmt::format("SELECT {} FROM delivery v {} WHERE v.state = 1 AND v.channel = $1 AND "
                    "v.due_at <= $2 ORDER BY {} LIMIT $3",
                    kColumns,
                    paper ? "JOIN document d ON d.document = v.document JOIN billing_account a ON "
                            "a.account = d.account JOIN party p ON p.party = a.party"
                          : "",
                    paper ? "p.country, p.postcode, a.number, d.entry" : "v.due_at, v.document"),
        [&](const db::Row& row) { due.push_back(read_delivery(row)); }, channel, now, limit);
    if (!read) return std::unexpected{std::move(read.error())};
    return due;
}

db::Result<bool> put_delivery(db::Connection& db, const Delivery& delivery, DeliveryState was) {
    auto put = db.exec(
        "UPDATE delivery SET recipient = $3, state = $4, tries = $5, said = $6, due_at = $7, "
        "at = $8 WHERE document = $1 AND channel = $2 AND state = $9",
        delivery.document, delivery.channel, delivery.recipient, delivery.state, delivery.tries,
        delivery.said, delivery.due_at, delivery.at, was);
    if (!put) return std::unexpected{std::move(put.error())};
    return *put > 0;
}

db::Result<std::int64_t> find_lost_deliveries(db::Connection& db, Instant before, Instant now) {
    auto found = db.exec(
        "UPDATE delivery SET state = CASE WHEN channel = 2 THEN 5 ELSE 1 END, at = $2 WHERE "
        "channel IN (1, 2) AND state = 2 AND at < $1",
        before, now);
    if (!found) return std::unexpected{std::move(found.error())};
    return *found;
}

Answer<std::vector<DeliveryRow>> list_deliveries(db::Connection& db,
                                                 const DeliveryQuestion& asked) {
    std::vector<DeliveryRow> rows;
    auto done = db.each(
        fmt::format("SELECT {}, d.number, coalesce(a.number, ''), coalesce(p.name, ''), "
                    "d.payable_minor, d.currency FROM delivery v JOIN document d ON d.document = "
                    "v.document LEFT JOIN billing_account a ON a.account = d.account LEFT JOIN "
                    "party p ON p.party = a.party WHERE v.channel <> 3 AND (v.state = $1 OR "
                    "CAST($2 AS BIGINT) = 0) AND (v.document = $3 OR CAST($4 AS BIGINT) = 0) "
                    "ORDER BY v.at DESC, v.document DESC LIMIT $5",
                    kColumns),
        [&](const db::Row& row) {
            DeliveryRow& one = rows.emplace_back();
            one.delivery = read_delivery(row);
            row.get(8, one.number);
            row.get(9, one.account);
            row.get(10, one.name);
            one.payable = {row.integer(11), get_currency(row, 12)};
        },
        asked.state.value_or(DeliveryState::waits), asked.state ? 1 : 0,
        asked.document.value_or(Ulid{}), asked.document ? 1 : 0, asked.limit);
    if (!done) return store_error(std::move(done.error()));
    return rows;
}

db::Result<std::map<Ulid, Delivery>> latest_deliveries(db::Connection& db,
                                                       std::span<const Ulid> documents) {
    std::map<Ulid, Delivery> latest;
    auto done =
        each_of(db, fmt::format("SELECT {} FROM delivery v WHERE v.document IN (", kColumns),
                ") ORDER BY v.at, v.channel", documents, [&](const db::Row& row) {
                    Delivery one = read_delivery(row);
                    const Ulid document = one.document;
                    latest.insert_or_assign(document, std::move(one));
                });
    if (!done) return std::unexpected{std::move(done.error())};
    return latest;
}

db::Result<std::map<DeliveryState, std::int64_t>> count_deliveries(db::Connection& db) {
    std::map<DeliveryState, std::int64_t> counts;
    auto done = db.each("SELECT state, count(*) FROM delivery WHERE channel <> 3 GROUP BY state",
                        [&](const db::Row& row) {
                            counts[static_cast<DeliveryState>(row.integer(0))] = row.integer(1);
                        });
    if (!done) return std::unexpected{std::move(done.error())};
    return counts;
}

db::Result<std::int64_t> count_undelivered(db::Connection& db) {
    auto count = db.value<std::int64_t>(
        "SELECT count(*) FROM delivery WHERE channel IN (1, 2) AND state IN (4, 5)");
    if (!count) return std::unexpected{std::move(count.error())};
    return count->value_or(0);
}

}  // namespace pos::store::billing
