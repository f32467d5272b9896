#include "app/core/trades/audited_meter.hpp"

#include <array>
#include <map>
#include <string>
#include <tuple>

#include "app/core/billing/in_transaction.hpp"
#include "pos/billing/bill/item.hpp"
#include "pos/money/decimal.hpp"
#include "pos/money/quantity.hpp"
#include "pos/store/billing/usage.hpp"

namespace app::core::trades {

namespace {

namespace stored = pos::store::billing;
using billing::database;
using pos::Ulid;
using pos::billing::bill::ItemKind;
using pos::store::db::Connection;
using pos::store::db::Row;

Outcome<std::vector<BilledPeriod>> read_periods(Connection& db, const stored::MeterPlace& place) {
    std::map<std::tuple<pos::Date, std::string, std::int64_t, std::int64_t>, BilledPeriod> periods;
    std::map<Ulid, pos::Exact> units;  // that have covered some, by the period's first line
    const auto done = db.each(
        "SELECT l.from_day, l.plan, l.version, l.phase, l.to_day, l.quantity, coalesce(l.of_item, "
        "l.item), e.at, (SELECT CAST(coalesce(sum(m.amount_millionths), 0) AS BIGINT) FROM "
        "unit_move m WHERE m.item = l.item) FROM document_line l JOIN journal_entry e ON e.entry = "
        "l.entry WHERE l.subscription = $1 AND l.charge = $2 AND l.kind IN (CAST($3 AS BIGINT), "
        "CAST($4 AS BIGINT)) AND coalesce(l.of_item, l.item) NOT IN (SELECT of_item FROM "
        "document_line WHERE kind = CAST($5 AS BIGINT) AND of_item IS NOT NULL) ORDER BY l.entry, "
        "l.line",
        [&](const Row& row) {
            const pos::Date from = row.get<pos::Date>(0);
            BilledPeriod& one =
                periods[{from, std::string{row.text(1)}, row.integer(2), row.integer(3)}];
            one.from = from;
            row.get(4, one.to);
            row.get(6, one.item);
            row.get(7, one.issued);
            pos::Exact& covered = units[one.item];
            covered += exact_of(row.integer(8));
            one.billed = pos::parse_exact(row.text(5)).value_or(pos::Exact{}) + covered;
        },
        place.subscription, place.meter, static_cast<std::int64_t>(ItemKind::usage),
        static_cast<std::int64_t>(ItemKind::late), static_cast<std::int64_t>(ItemKind::voided));
    if (!done) return std::unexpected{database(done.error())};
    std::vector<BilledPeriod> all;
    for (auto& [key, period] : periods) all.push_back(std::move(period));
    return all;
}

}  // namespace

pos::Exact exact_of(pos::Wide millionths) {
    return {millionths * (pos::kExactScale / pos::kQuantityScale)};
}

Outcome<AuditedMeter> read_meter(Connection& db, const stored::MeterPlace& place) {
    AuditedMeter meter{.place = place, .periods = {}, .records = {}, .late = {}};
    auto periods = read_periods(db, place);
    if (!periods) return std::unexpected{periods.error()};
    meter.periods = std::move(*periods);
    const auto done = db.each(
        "SELECT event_at, quantity_millionths, received_at, batch, voided_at FROM usage_record "
        "WHERE subscription = $1 AND meter = $2 AND event_at < $3",
        [&](const Row& row) {
            AuditedRecord& one = meter.records.emplace_back();
            row.get(0, one.at);
            one.millionths = row.integer(1);
            row.get(2, one.received);
            one.batch = row.integer(3);
            row.get(4, one.voided);
        },
        place.subscription, place.meter, place.until);
    if (!done) return std::unexpected{database(done.error())};
    const std::array ids{place.subscription};
    auto late = stored::late_usage(db, ids);
    if (!late) return std::unexpected{database(late.error())};
    meter.late = std::move((*late)[{place.subscription, place.meter}]);
    return meter;
}

}  // namespace app::core::trades
