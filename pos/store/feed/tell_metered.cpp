// What head office tells tills of an account's counters and credit.
#include <algorithm>

#include "pos/billing/meter/plausible.hpp"
#include "pos/billing/plan/subscription.hpp"
#include "pos/journal/archive/writer.hpp"
#include "pos/money/decimal.hpp"
#include "pos/store/columns.hpp"
#include "pos/store/feed/metered.hpp"

namespace pos::store::feed {

namespace {

namespace meter = pos::billing::meter;

constexpr std::int64_t kCountersMost = 100;
constexpr std::int64_t kLotsMost = 200;
/// So many readings are looked at for what use is usual.
constexpr std::size_t kReadingsMost = 60;
constexpr std::int64_t kDaysOfHistory = 28;
constexpr std::int64_t kDayMs = 86'400'000;

/// An account's time at a point.
struct Stretch {
    std::string point;
    Instant from{};
    std::optional<Instant> until;
};

db::Result<std::vector<Stretch>> stretches_of(db::Connection& db, const Ulid& account) {
    std::vector<Stretch> stretches;
    auto done = db.each(
        "SELECT DISTINCT p.code FROM subscription s JOIN service_point p ON p.subscription = "
        "s.subscription WHERE s.account = $1 AND EXISTS (SELECT 1 FROM meter_register r WHERE "
        "r.point = p.code) ORDER BY p.code LIMIT $2",
        [&](const db::Row& row) { row.get(0, stretches.emplace_back().point); }, account,
        kCountersMost);
    for (Stretch& one : stretches) {
        if (!done) break;
        done = db.each(
            "SELECT p.from_at, s.account, (SELECT min(a.at) FROM subscription_act a WHERE "
            "a.subscription = s.subscription AND a.act = $2) AS ended FROM service_point p JOIN "
            "subscription s ON s.subscription = p.subscription WHERE p.code = $1 ORDER BY "
            "p.from_at",
            [&](const db::Row& row) {
                const auto from = row.get<Instant>(0);
                if (row.get<Ulid>(1) == account) {
                    one.from = from;
                    row.get(2, one.until);
                } else if (!one.until || from < *one.until) {
                    one.until = from;
                }
            },
            one.point, billing::plan::Act::cancelled);
    }
    if (!done) return std::unexpected{std::move(done.error())};
    return stretches;
}

/// The counter that stands there now, with what was read of it last; nobody's estimates.
db::Result<std::optional<meter::Installed>> latest_counter(db::Connection& db,
                                                           const Ulid& of_register) {
    std::optional<meter::Installed> found;
    std::int64_t position = 0;
    auto done = db.each(
        "SELECT position, serial, digits, decimals, removed FROM meter_counter WHERE register = "
        "$1 ORDER BY position DESC LIMIT 1",
        [&](const db::Row& row) {
            meter::Installed& one = found.emplace();
            position = row.integer(0);
            row.get(1, one.counter.serial);
            row.get(2, one.counter.digits);
            row.get(3, one.counter.decimals);
            one.removed = row.integer(4) != 0;
        },
        of_register);
    if (!done) return std::unexpected{std::move(done.error())};
    if (!found || found->removed) return std::optional<meter::Installed>{};
    done = db.each(
        "SELECT at, figure FROM meter_reading WHERE register = $1 AND position = $2 AND source <> "
        "$3 ORDER BY at DESC LIMIT $4",
        [&](const db::Row& row) {
            const auto figure = parse_exact(row.text(1));
            if (!figure) return row.fault(1, "no figure");
            found->readings.push_back({row.get<Instant>(0), *figure, meter::Source::actual});
        },
        of_register, position, meter::Source::estimated, static_cast<std::int64_t>(kReadingsMost));
    if (!done) return std::unexpected{std::move(done.error())};
    std::ranges::reverse(found->readings);
    if (found->readings.empty()) found.reset();
    return found;
}

/// Whether somebody else reads it all the time: nobody brings its figures to a till, and tills do
/// not hear of each of them.
bool reads_itself(const meter::Installed& counter) {
    const auto& readings = counter.readings;
    return readings.size() >= kReadingsMost &&
           readings.back().at.unix_ms - readings.front().at.unix_ms < kDaysOfHistory * kDayMs;
}

ToldCounter told_counter(const Stretch& stretch, std::string name,
                         const meter::Installed& counter) {
    const meter::Before before = meter::before_of(counter);
    ToldCounter one{.point = stretch.point,
                    .meter = std::move(name),
                    .serial = before.counter.serial,
                    .digits = static_cast<std::uint8_t>(before.counter.digits),
                    .decimals = static_cast<std::uint8_t>(before.counter.decimals),
                    .figure = to_string(before.last->figure),
                    .read_at = before.last->at,
                    .used = {},
                    .used_ms = 0,
                    .from = stretch.from,
                    .until = stretch.until};
    if (before.use) {
        one.used = to_string(before.use->units);
        one.used_ms = before.use->ms;
    }
    return one;
}

db::Result<void> add_counters_at(db::Connection& db, const Stretch& stretch,
                                 std::vector<ToldCounter>& to) {
    std::vector<std::pair<Ulid, std::string>> registers;
    auto done = db.each(
        "SELECT register, meter FROM meter_register WHERE point = $1 ORDER BY meter",
        [&](const db::Row& row) {
            registers.emplace_back(row.get<Ulid>(0), std::string{row.text(1)});
        },
        stretch.point);
    if (!done) return std::unexpected{std::move(done.error())};
    for (auto& [id, name] : registers) {
        const auto counter = latest_counter(db, id);
        if (!counter) return std::unexpected{counter.error()};
        if (*counter && !reads_itself(**counter)) {
            to.push_back(told_counter(stretch, std::move(name), **counter));
        }
    }
    return {};
}

}  // namespace

db::Result<Bytes> counters_of(db::Connection& db, const Ulid& account) {
    const auto stretches = stretches_of(db, account);
    if (!stretches) return std::unexpected{stretches.error()};
    CountersContent content;
    for (const Stretch& stretch : *stretches) {
        if (auto added = add_counters_at(db, stretch, content.counters); !added) {
            return std::unexpected{std::move(added.error())};
        }
    }
    if (content.counters.empty()) return Bytes{};
    return journal::archive::to_bytes(content);
}

db::Result<Bytes> credit_of(db::Connection& db, const Ulid& account, Currency currency) {
    const auto any = db.value<std::int64_t>(
        "SELECT 1 FROM wallet_lot WHERE account = $1 UNION SELECT 1 FROM wallet_top_up WHERE "
        "account = $1",
        account);
    if (!any) return std::unexpected{any.error()};
    if (!*any) return Bytes{};
    CreditContent content;
    auto done = db.each(
        "SELECT l.amount_minor - coalesce((SELECT CAST(sum(m.amount_minor) AS BIGINT) FROM "
        "wallet_move m WHERE m.lot = l.lot), 0) AS left_minor, l.effective_at, l.expires_at FROM "
        "wallet_lot l WHERE l.account = $1 AND l.currency = $2 AND l.amount_minor > "
        "coalesce((SELECT sum(n.amount_minor) FROM wallet_move n WHERE n.lot = l.lot), 0) "
        "ORDER BY l.granted_at, l.lot LIMIT $3",
        [&](const db::Row& row) {
            ToldLot& lot = content.lots.emplace_back();
            lot.left = Money{row.integer(0), currency};
            row.get(1, lot.effective);
            row.get(2, lot.expires);
        },
        account, currency_text(currency), kLotsMost);
    if (!done) return std::unexpected{std::move(done.error())};
    return journal::archive::to_bytes(content);
}

db::Result<void> tell_of_point(db::Connection& db, std::string_view point) {
    auto done = db.exec(
        "INSERT INTO account_to_tell (account, times) SELECT DISTINCT s.account, 1 FROM "
        "service_point p JOIN subscription s ON s.subscription = p.subscription WHERE p.code = $1 "
        "ON CONFLICT (account) DO UPDATE SET times = account_to_tell.times + 1",
        point);
    if (!done) return std::unexpected{std::move(done.error())};
    return {};
}

db::Result<void> tell_of_account(db::Connection& db, const Ulid& account) {
    auto done = db.exec(
        "INSERT INTO account_to_tell (account, times) VALUES ($1, 1) ON CONFLICT (account) DO "
        "UPDATE SET times = account_to_tell.times + 1",
        account);
    if (!done) return std::unexpected{std::move(done.error())};
    return {};
}

}  // namespace pos::store::feed
