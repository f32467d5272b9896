#include "pos/store/office/silent.hpp"

#include <algorithm>
#include <utility>

#include "pos/base/saturate.hpp"
#include "pos/store/office/succession.hpp"

namespace pos::store::office {

namespace {

/// A journal of a till, and how its last day stands.
struct HeardJournal {
    Ulid terminal{};
    Instant heard{};
    bool day_open{false};
    std::uint64_t unsent{0};
};

/// Of tills whose last token is as old as that: of no other can it be true.
db::Result<std::vector<HeardJournal>> journals_of_old_tokens(db::Connection& db, Instant before) {
    std::vector<HeardJournal> found;
    auto done = db.each(
        "SELECT t.terminal, s.received_at, s.heard_at, s.told_at, "
        "CASE WHEN s.told_seq > s.head_seq THEN s.told_seq - s.head_seq ELSE 0 END, "
        "coalesce((SELECT CASE WHEN h.closed_seq IS NULL THEN 1 ELSE 0 END FROM shift h "
        "WHERE h.journal = s.number ORDER BY h.opened_seq DESC LIMIT 1), 0) "
        "FROM terminal t JOIN sent_journal s ON s.terminal = t.terminal "
        "WHERE t.revoked_at IS NULL AND t.seen_at < $1",
        [&](const db::Row& row) {
            HeardJournal& one = found.emplace_back();
            row.get(0, one.terminal);
            one.heard = std::max({row.get<Instant>(1), row.get<Instant>(2), row.get<Instant>(3)});
            one.unsent = static_cast<std::uint64_t>(row.integer(4));
            one.day_open = row.integer(5) == 1;
        },
        before);
    if (!done) return std::unexpected{std::move(done.error())};
    std::ranges::sort(found, {}, &HeardJournal::terminal);
    return found;
}

}  // namespace

Answer<std::vector<SilentTill>> silent_tills(db::Connection& db, Instant now) {
    const Instant an_hour_ago{subtract_saturating(now.unix_ms, kSilentOpen_ms)};
    const auto all = terminals(db);
    if (!all) return std::unexpected{all.error()};
    const auto journals = journals_of_old_tokens(db, an_hour_ago);
    if (!journals) return store_error(journals.error());
    const auto others = successions(db);
    if (!others) return std::unexpected{others.error()};
    std::vector<SilentTill> silent;
    for (const Terminal& each : *all) {
        if (each.revoked_at || each.seen_at >= an_hour_ago) continue;
        SilentTill one{.terminal = each, .since = each.seen_at};
        const auto its =
            std::ranges::equal_range(*journals, each.terminal, {}, &HeardJournal::terminal);
        for (const HeardJournal& journal : its) {
            one.since = std::max(one.since, journal.heard);
            one.day_open = one.day_open || journal.day_open;
            one.unsent += journal.unsent;
        }
        const std::int64_t most = one.day_open ? kSilentOpen_ms : kSilentClosed_ms;
        if (subtract_saturating(now.unix_ms, one.since.unix_ms) <= most) continue;
        // One in whose place another one sells is not missed.
        if (follower_of(*others, each.terminal) != nullptr) continue;
        silent.push_back(std::move(one));
    }
    return silent;
}

const SilentTill* silence_of(const std::vector<SilentTill>& silent, const Ulid& terminal) {
    const auto found = std::ranges::find_if(
        silent, [&](const SilentTill& one) { return one.terminal.terminal == terminal; });
    return found == silent.end() ? nullptr : &*found;
}

}  // namespace pos::store::office
