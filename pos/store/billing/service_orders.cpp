#include "pos/store/billing/service_orders.hpp"

#include <fmt/format.h>

namespace pos::store::billing {

namespace {

using pos::billing::plan::Act;

constexpr std::string_view kOrder =
    "SELECT o.service_order, o.subscription, s.number, a.number, o.nth, o.wish, o.reason, o.act, "
    "o.act_at, o.made_at, o.made_by, o.state, o.tries, o.due_at, o.at, o.said, o.document, "
    "coalesce(d.number, '') FROM service_order o JOIN subscription s ON s.subscription = "
    "o.subscription JOIN billing_account a ON a.account = s.account LEFT JOIN document d ON "
    "d.document = o.document ";

template <class... In>
db::Result<std::vector<ServiceOrder>> orders(db::Connection& db, std::string_view rest,
                                             const In&... in) {
    std::vector<ServiceOrder> found;
    auto done = db.each(
        std::string{kOrder} + std::string{rest},
        [&](const db::Row& row) {
            ServiceOrder& one = found.emplace_back();
            row.get(0, one.id);
            row.get(1, one.subscription);
            row.get(2, one.number);
            row.get(3, one.account);
            one.nth = row.integer(4);
            one.wish = static_cast<ServiceWish>(row.integer(5));
            row.get(6, one.reason);
            if (!row.is_null(7)) one.act = static_cast<Act>(row.integer(7));
            row.get(8, one.act_at);
            row.get(9, one.made_at);
            row.get(10, one.by);
            one.state = static_cast<OrderState>(row.integer(11));
            one.tries = row.integer(12);
            row.get(13, one.due_at);
            row.get(14, one.at);
            row.get(15, one.said);
            row.get(16, one.document);
            row.get(17, one.document_number);
        },
        in...);
    if (!done) return std::unexpected{std::move(done.error())};
    return found;
}

template <class... In>
db::Result<std::optional<ServiceOrder>> one_order(db::Connection& db, std::string_view rest,
                                                  const In&... in) {
    auto found = orders(db, rest, in...);
    if (!found) return std::unexpected{std::move(found.error())};
    if (found->empty()) return std::optional<ServiceOrder>{};
    return std::optional{std::move(found->front())};
}

std::optional<std::int64_t> act_number(std::optional<Act> act) {
    return act ? std::optional{static_cast<std::int64_t>(*act)} : std::nullopt;
}

}  // namespace

db::Result<std::optional<std::int64_t>> add_order(db::Connection& db, const ServiceOrder& order) {
    const auto last = db.value<std::int64_t>(
        "SELECT coalesce(max(nth), 0) FROM service_order WHERE subscription = $1",
        order.subscription);
    if (!last) return std::unexpected{last.error()};
    const std::int64_t nth = last->value_or(0) + 1;
    const auto added = db.exec(
        "INSERT INTO service_order (service_order, subscription, nth, wish, reason, act, act_at, "
        "made_at, made_by, state, tries, due_at, at, said, document) VALUES ($1, $2, $3, $4, $5, "
        "$6, $7, $8, $9, $10, 0, $8, $8, '', $11) ON CONFLICT DO NOTHING",
        order.id, order.subscription, nth, order.wish, order.reason, act_number(order.act),
        order.act_at, order.made_at, order.by, OrderState::waits, order.document);
    if (!added) return std::unexpected{added.error()};
    if (*added == 0) return std::optional<std::int64_t>{};
    const auto replaced = db.exec(
        "UPDATE service_order SET state = $3, at = $4 WHERE subscription = $1 AND nth < $2 AND "
        "state = $5",
        order.subscription, nth, OrderState::replaced, order.made_at, OrderState::waits);
    if (!replaced) return std::unexpected{replaced.error()};
    const auto before =
        db.exec("UPDATE service_order SET is_last = 0 WHERE subscription = $1 AND nth = $2 - 1",
                order.subscription, nth);
    if (!before) return std::unexpected{before.error()};
    return std::optional{nth};
}

db::Result<bool> put_order(db::Connection& db, const ServiceOrder& order, OrderState was) {
    const auto put = db.exec(
        "UPDATE service_order SET state = $2, tries = $3, due_at = $4, at = $5, said = $6 WHERE "
        "service_order = $1 AND state = $7",
        order.id, order.state, order.tries, order.due_at, order.at, order.said, was);
    if (!put) return std::unexpected{put.error()};
    return *put > 0;
}

db::Result<std::optional<ServiceOrder>> order_of(db::Connection& db, const Ulid& id) {
    return one_order(db, "WHERE o.service_order = $1", id);
}

db::Result<std::optional<ServiceOrder>> last_order(db::Connection& db, const Ulid& subscription) {
    return one_order(db, "WHERE o.subscription = $1 ORDER BY o.nth DESC LIMIT 1", subscription);
}

db::Result<std::vector<ServiceOrder>> orders_that_wait(db::Connection& db, Instant now,
                                                       std::int64_t limit) {
    return orders(
        db, "WHERE o.state = $1 AND o.due_at <= $2 ORDER BY o.due_at, o.service_order LIMIT $3",
        OrderState::waits, now, limit);
}

db::Result<std::vector<RemindedService>> reminded_services(db::Connection& db, const Ulid& behind,
                                                           std::int64_t limit) {
    std::vector<RemindedService> found;
    auto done = db.each(
        // As the index says it, whose rows are the services that are limited now.
        "SELECT o.service_order, o.subscription, s.number, s.account, o.document, d.number FROM "
        "service_order o JOIN subscription s ON s.subscription = o.subscription JOIN document d ON "
        "d.document = o.document WHERE o.document IS NOT NULL AND o.is_last = 1 AND o.wish <> 1 "
        "AND o.service_order > $1 ORDER BY o.service_order LIMIT $2",
        [&](const db::Row& row) {
            RemindedService& one = found.emplace_back();
            row.get(0, one.order);
            row.get(1, one.subscription);
            row.get(2, one.number);
            row.get(3, one.account);
            row.get(4, one.document);
            row.get(5, one.document_number);
        },
        behind, limit);
    if (!done) return std::unexpected{std::move(done.error())};
    return found;
}

db::Result<std::vector<ServiceOrder>> list_orders(db::Connection& db, const OrderQuestion& asked) {
    constexpr std::string_view kLatest = "ORDER BY o.made_at DESC, o.nth DESC LIMIT $1";
    if (asked.subscription && asked.state) {
        return orders(db, fmt::format("WHERE o.subscription = $2 AND o.state = $3 {}", kLatest),
                      asked.limit, *asked.subscription, *asked.state);
    }
    if (asked.subscription) {
        return orders(db, fmt::format("WHERE o.subscription = $2 {}", kLatest), asked.limit,
                      *asked.subscription);
    }
    if (asked.state) {
        return orders(db, fmt::format("WHERE o.state = $2 {}", kLatest), asked.limit, *asked.state);
    }
    return orders(db, kLatest, asked.limit);
}

db::Result<std::vector<ActWithoutOrder>> acts_without_order(db::Connection& db, Instant after,
                                                            Instant now, std::int64_t limit) {
    std::vector<ActWithoutOrder> found;
    auto done = db.each(
        "SELECT c.subscription, c.act, c.at FROM subscription_act c WHERE c.at <= $2 AND (c.at > "
        "$1 OR c.noted_at > $1) AND c.act IN (1, 3, 4, 5) AND NOT EXISTS (SELECT 1 FROM "
        "service_order o WHERE o.subscription = c.subscription AND o.act = c.act AND o.act_at = "
        "c.at) ORDER BY c.at, c.subscription, c.position LIMIT $3",
        [&](const db::Row& row) {
            ActWithoutOrder& one = found.emplace_back();
            row.get(0, one.subscription);
            one.act = static_cast<Act>(row.integer(1));
            row.get(2, one.at);
        },
        after, now, limit);
    if (!done) return std::unexpected{std::move(done.error())};
    return found;
}

db::Result<std::optional<Instant>> orders_looked_until(db::Connection& db) {
    const auto until =
        db.value<std::int64_t>("SELECT until_at FROM service_looked WHERE service_looked = 1");
    if (!until) return std::unexpected{until.error()};
    if (!*until) return std::optional<Instant>{};
    return std::optional{Instant{**until}};
}

db::Result<void> note_orders_looked(db::Connection& db, Instant until) {
    const auto done = db.exec(
        "INSERT INTO service_looked (service_looked, until_at) VALUES (1, $1) ON CONFLICT "
        "(service_looked) DO UPDATE SET until_at = excluded.until_at",
        until);
    if (!done) return std::unexpected{done.error()};
    return {};
}

}  // namespace pos::store::billing
