// What a till knows of an account's counters and credit.
#include <algorithm>

#include "pos/store/feed/metered.hpp"

namespace pos::store::feed {

namespace {

/// Whether the office's figure is ours, or newer. It takes no figure of a time that is still to
/// come, so what a clock that is ahead says of the same figure is what it has taken.
bool is_told(const ToldCounter& told, std::string_view figure, Instant at) {
    constexpr std::int64_t kAheadMost_ms = 86'400'000;
    if (at <= told.read_at) return true;
    return told.figure == figure && at.unix_ms - told.read_at.unix_ms < kAheadMost_ms;
}

/// What was read here since anybody told of another figure. A counter that was exchanged meanwhile
/// is not the one that was read.
db::Result<void> put_in_ours(db::Connection& db, KnownAccount& known) {
    auto done = db.each(
        "SELECT point, meter, serial, figure, at FROM till_reading WHERE account = $1 "
        "ORDER BY entry",
        [&](const db::Row& row) {
            const auto one = std::ranges::find_if(known.counters, [&](const KnownCounter& each) {
                return each.told.point == row.text(0) && each.told.meter == row.text(1) &&
                       each.told.serial == row.text(2);
            });
            const auto at = row.get<Instant>(4);
            if (one == known.counters.end() || is_told(one->told, row.text(3), at)) return;
            row.get(3, one->told.figure);
            one->told.read_at = at;
            one->noted_here = true;
        },
        known.account);
    if (!done) return std::unexpected{std::move(done.error())};
    return {};
}

}  // namespace

db::Result<void> add_metered(db::Connection& db, KnownAccount& known) {
    auto done = db.each(
        "SELECT point, meter, serial, digits, decimals, figure, read_at, used, used_ms, from_at, "
        "until_at FROM told_counter WHERE account = $1 ORDER BY point, meter",
        [&](const db::Row& row) {
            ToldCounter& one = known.counters.emplace_back().told;
            row.get(0, one.point);
            row.get(1, one.meter);
            row.get(2, one.serial);
            one.digits = static_cast<std::uint8_t>(row.integer(3));
            one.decimals = static_cast<std::uint8_t>(row.integer(4));
            row.get(5, one.figure);
            row.get(6, one.read_at);
            row.get(7, one.used);
            one.used_ms = row.integer(8);
            row.get(9, one.from);
            row.get(10, one.until);
        },
        known.account);
    if (!done) return std::unexpected{std::move(done.error())};
    const auto any =
        db.value<std::int64_t>("SELECT 1 FROM told_wallet WHERE account = $1", known.account);
    if (!any) return std::unexpected{any.error()};
    known.has_credit = any->has_value();
    done = db.each(
        "SELECT left_minor, effective_at, expires_at FROM told_lot WHERE account = $1 "
        "ORDER BY position",
        [&](const db::Row& row) {
            ToldLot& lot = known.lots.emplace_back();
            lot.left = Money{row.integer(0), known.ahead.currency};
            row.get(1, lot.effective);
            row.get(2, lot.expires);
        },
        known.account);
    if (!done) return std::unexpected{std::move(done.error())};
    return put_in_ours(db, known);
}

}  // namespace pos::store::feed
