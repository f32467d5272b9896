#include "pos/store/feed/switch_prices.hpp"

#include <algorithm>
#include <vector>

namespace pos::store::feed {

namespace {

constexpr std::size_t kAtOnce = 100;

}  // namespace

db::Result<Instant> price_clock(db::Connection& db) {
    const auto at = db.value<Instant>("SELECT at FROM price_clock");
    if (!at) return std::unexpected{at.error()};
    return at->value_or(kAlways);
}

db::Result<void> set_price_clock(db::Connection& db, Instant at) {
    const auto done = db.exec(
        "INSERT INTO price_clock (price_clock, at) VALUES (1, $1) "
        "ON CONFLICT (price_clock) DO UPDATE SET at = excluded.at",
        at);
    if (!done) return std::unexpected{done.error()};
    return {};
}

db::Result<bool> switch_price(db::Connection& db, const Ulid& item, Instant at) {
    const auto price = db.value<std::int64_t>(
        "SELECT price_e8 FROM item_price WHERE item = $1 AND starts_at <= $2 "
        "ORDER BY CASE WHEN branch = '' THEN 1 ELSE 0 END, starts_at DESC LIMIT 1",
        item, at);
    if (!price) return std::unexpected{price.error()};
    if (!*price) return false;
    const auto done =
        db.exec("UPDATE item SET price_e8 = $2 WHERE item = $1 AND price_e8 <> $2", item, **price);
    if (!done) return std::unexpected{done.error()};
    return *done > 0;
}

db::Result<std::int64_t> switch_prices(db::Connection& db, Instant now,
                                       const std::function<void()>& pause) {
    // Mostly there is nothing to do, and nobody is kept waiting for that.
    const auto before = price_clock(db);
    if (!before) return std::unexpected{before.error()};
    const Instant from = std::min(*before, now);
    const Instant to = std::max(*before, now);
    const auto any = db.value<std::int64_t>(
        "SELECT 1 FROM item_price WHERE starts_at > $1 AND starts_at <= $2 "
        "AND EXISTS (SELECT 1 FROM change_cursor) LIMIT 1",
        from, to);
    if (!any) return std::unexpected{any.error()};
    if (!*any) return 0;

    std::vector<Ulid> items;
    auto done = db.each(
        "SELECT DISTINCT item FROM item_price WHERE starts_at > $1 AND starts_at <= $2",
        [&](const db::Row& row) { row.get(0, items.emplace_back()); }, from, to);
    if (!done) return std::unexpected{done.error()};
    // In small transactions, since somebody may be selling; killed between two, it is done again.
    std::int64_t switched = 0;
    for (std::size_t begun = 0; begun < items.size(); begun += kAtOnce) {
        if (begun > 0 && pause) pause();
        auto work = db::Transaction::begin(db, db::TransactionKind::quick_write);
        if (!work) return std::unexpected{std::move(work.error())};
        const std::size_t end = std::min(items.size(), begun + kAtOnce);
        for (std::size_t i = begun; i < end; ++i) {
            const auto other = switch_price(db, items[i], now);
            if (!other) return std::unexpected{other.error()};
            if (*other) ++switched;
        }
        if (end == items.size()) {
            if (auto set = set_price_clock(db, now); !set) return std::unexpected{set.error()};
        }
        if (auto kept = work->commit(); !kept) return std::unexpected{std::move(kept.error())};
    }
    return switched;
}

db::Result<std::optional<Instant>> next_price_start(db::Connection& db, Instant now) {
    const auto at = db.value<Instant>(
        "SELECT starts_at FROM item_price WHERE starts_at > $1 "
        "ORDER BY starts_at LIMIT 1",
        now);
    if (!at) return std::unexpected{at.error()};
    return *at;
}

}  // namespace pos::store::feed
