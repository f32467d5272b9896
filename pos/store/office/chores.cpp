#include "pos/store/office/chores.hpp"

namespace pos::store::office {

db::Result<bool> take_chore(db::Connection& db, std::string_view name, Date day, const Ulid& holder,
                            Instant now) {
    // One statement, so that of two at once one finds what the other has written.
    auto taken = db.exec(
        "INSERT INTO chore (name, day, holder, seen_at, done) VALUES ($1, $2, $3, $4, 0) "
        "ON CONFLICT (name) DO UPDATE SET day = excluded.day, holder = excluded.holder, "
        "seen_at = excluded.seen_at, done = 0 "
        "WHERE CASE WHEN chore.done = 1 THEN chore.day < excluded.day ELSE "
        "chore.holder = excluded.holder OR chore.seen_at < excluded.seen_at - $5 END",
        name, day, holder, now, kChoreSilence_ms);
    if (!taken) return std::unexpected{std::move(taken.error())};
    return *taken > 0;
}

db::Result<bool> keep_chore(db::Connection& db, std::string_view name, const Ulid& holder,
                            Instant now) {
    auto kept =
        db.exec("UPDATE chore SET seen_at = $3 WHERE name = $1 AND holder = $2 AND done = 0", name,
                holder, now);
    if (!kept) return std::unexpected{std::move(kept.error())};
    return *kept > 0;
}

db::Result<void> end_chore(db::Connection& db, std::string_view name, const Ulid& holder) {
    auto ended = db.exec("UPDATE chore SET done = 1 WHERE name = $1 AND holder = $2", name, holder);
    if (!ended) return std::unexpected{std::move(ended.error())};
    return {};
}

}  // namespace pos::store::office
