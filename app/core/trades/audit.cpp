#include "app/core/trades/audit.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <map>

#include "app/core/billing/in_transaction.hpp"
#include "app/core/trades/audit_usage.hpp"
#include "pos/base/calendar.hpp"
#include "pos/base/ulid.hpp"
#include "pos/billing/bill/item.hpp"
#include "pos/billing/plan/subscription.hpp"
#include "pos/store/verify.hpp"

namespace app::core::trades {

namespace {

using billing::database;
using pos::Ulid;
using pos::billing::bill::ItemKind;
using pos::billing::plan::Act;
using pos::store::db::Connection;
using Faults = std::vector<std::string>;

Outcome<void> look_at_journals(Connection& db, Faults& faults) {
    const auto report = pos::store::verify(db, {}, [](const auto&) { return true; });
    if (!report) return std::unexpected{failure(report.error())};
    for (const auto& entry : report->entries) {
        faults.push_back(
            fmt::format("Entry {} of journal {} does not hold.", entry.seq, entry.journal));
    }
    for (const auto& each : report->differences) {
        faults.push_back(fmt::format("{} of {} is {} where the journal says {}.", each.column,
                                     each.table + " " + each.key, each.stored, each.rebuilt));
    }
    return {};
}

Outcome<void> look_at_ledger(Connection& db, Faults& faults) {
    const auto done = db.each(
        "SELECT entry, currency, CAST(sum(amount_minor) AS BIGINT) FROM ledger "
        "GROUP BY entry, currency HAVING sum(amount_minor) <> 0",
        [&](const auto& row) {
            faults.push_back(fmt::format("Debits and credits of entry {} differ by {} {}.",
                                         row.integer(0), row.integer(2), row.text(1)));
        });
    if (!done) return std::unexpected{database(done.error())};
    return {};
}

Outcome<void> look_at_numbers(Connection& db, Faults& faults) {
    const auto rows = db.query<std::string, std::string>("SELECT series, number FROM document");
    if (!rows) return std::unexpected{database(rows.error())};
    std::map<std::string, std::vector<std::int64_t>> by_series;
    for (const auto& [series, number] : *rows) {
        std::int64_t count = 0;
        const auto digits = number.substr(number.find_last_of('-') + 1);
        std::from_chars(digits.data(), digits.data() + digits.size(), count);
        by_series[series].push_back(count);
    }
    for (auto& [series, counts] : by_series) {
        std::ranges::sort(counts);
        for (std::size_t i = 0; i < counts.size(); ++i) {
            if (counts[i] == static_cast<std::int64_t>(i) + 1) continue;
            faults.push_back(fmt::format("Series {} has no single number {}.", series, i + 1));
            break;
        }
    }
    return {};
}

/// Days since 1970. What is changed is changed at midnight, less than twelve hours from that of
/// UTC.
std::int64_t day_of(std::int64_t unix_ms) {
    constexpr std::int64_t kHalfDay = 43'200'000;
    return (unix_ms + kHalfDay) / (2 * kHalfDay);
}

/// From when until when nothing is billed of a subscription.
using Pauses = std::map<Ulid, std::vector<std::pair<std::int64_t, std::int64_t>>>;

Outcome<Pauses> read_pauses(Connection& db) {
    const auto rows = db.query<Ulid, std::int64_t, std::int64_t>(
        "SELECT subscription, act, at FROM subscription_act ORDER BY subscription, at, position");
    if (!rows) return std::unexpected{database(rows.error())};
    Pauses pauses;
    for (const auto& [subscription, act, at] : *rows) {
        auto& of = pauses[subscription];
        if (act == static_cast<std::int64_t>(Act::paused)) of.emplace_back(day_of(at), INT64_MAX);
        if (act == static_cast<std::int64_t>(Act::resumed) && !of.empty()) {
            of.back().second = day_of(at);
        }
    }
    return pauses;
}

bool was_paused(const Pauses& pauses, const Ulid& subscription, std::int64_t from,
                std::int64_t to) {
    const auto found = pauses.find(subscription);
    if (found == pauses.end()) return false;
    return std::ranges::any_of(found->second, [&](const auto& pause) {
        return pause.first <= from && to <= pause.second;
    });
}

Outcome<void> look_at_periods(Connection& db, Faults& faults) {
    const auto pauses = read_pauses(db);
    if (!pauses) return std::unexpected{pauses.error()};
    const auto rows = db.query<Ulid, std::string, std::int64_t, std::int64_t, std::int64_t>(
        "SELECT subscription, charge, kind, from_day, to_day FROM document_line "
        "WHERE subscription IS NOT NULL AND kind BETWEEN $1 AND $2 AND item NOT IN (SELECT of_item "
        "FROM document_line WHERE kind = $3) AND (of_item IS NULL OR of_item NOT IN (SELECT "
        "of_item "
        "FROM document_line WHERE kind = $3))",
        static_cast<std::int64_t>(ItemKind::recurring), static_cast<std::int64_t>(ItemKind::unused),
        static_cast<std::int64_t>(ItemKind::voided));
    if (!rows) return std::unexpected{database(rows.error())};
    // How many items there are of a charge's day more than of the day before.
    std::map<std::pair<Ulid, std::string>, std::map<std::int64_t, int>> steps;
    for (const auto& [subscription, charge, kind, from, to] : *rows) {
        const int count = kind == static_cast<std::int64_t>(ItemKind::unused) ? -1 : 1;
        auto& of = steps[{subscription, charge}];
        of[from] += count;
        of[to] -= count;
    }
    for (const auto& [key, of] : steps) {
        const auto say = [&](const char* what, std::int64_t from, std::int64_t to) {
            faults.push_back(fmt::format("{} of subscription {} is {} from {} to {}.", key.second,
                                         to_string(key.first), what,
                                         to_string(pos::Date{static_cast<std::int32_t>(from)}),
                                         to_string(pos::Date{static_cast<std::int32_t>(to)})));
        };
        int count = 0;
        constexpr std::int64_t kNone = INT64_MIN;
        std::int64_t missed = kNone;  // the first day of those
        for (auto step = of.begin(); step != of.end(); ++step) {
            count += step->second;
            const auto next = std::next(step);
            if (next == of.end()) break;
            if (count > 1) say("billed more than once", step->first, next->first);
            if (count < 0) say("given back without having been billed", step->first, next->first);
            if (count == 0) {
                if (missed == kNone) missed = step->first;
            } else if (missed != kNone) {
                // What is behind the last day that was billed is still to come, or was given back.
                if (!was_paused(*pauses, key.first, missed, step->first)) {
                    say("not billed", missed, step->first);
                }
                missed = kNone;
            }
        }
    }
    return {};
}

Outcome<void> look_at_wallets(Connection& db, Faults& faults) {
    const auto done = db.each(
        "SELECT CAST(l.amount_minor - sum(m.amount_minor) AS BIGINT), l.external_id, l.note "
        "FROM wallet_lot l JOIN wallet_move m ON m.lot = l.lot "
        "GROUP BY l.lot, l.amount_minor, l.external_id, l.note "
        "HAVING sum(m.amount_minor) > l.amount_minor",
        [&](const auto& row) {
            faults.push_back(fmt::format("A lot of credit ({}) was spent {} beyond what it held.",
                                         row.text(2), -row.integer(0)));
        });
    if (!done) return std::unexpected{database(done.error())};
    return {};
}

}  // namespace

Outcome<std::vector<std::string>> audit(Connection& db, const std::vector<std::string>& meters) {
    Faults faults;
    auto done = look_at_journals(db, faults);
    if (done) done = look_at_ledger(db, faults);
    if (done) done = look_at_numbers(db, faults);
    if (done) done = look_at_periods(db, faults);
    if (done) done = look_at_usage(db, meters, faults);
    if (done) done = look_at_wallets(db, faults);
    if (!done) return std::unexpected{done.error()};
    return faults;
}

}  // namespace app::core::trades
