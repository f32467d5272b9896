#include "pos/store/billing/moves.hpp"

namespace pos::store::billing {

db::Result<bool> add_move(db::Connection& db, const StoredPointMove& move) {
    const auto done = db.exec(
        "INSERT INTO moving (moving, at, from_account, to_account, document, points, content, "
        "noted_at, noted_by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT (moving) DO "
        "NOTHING",
        move.id, move.at, move.from, move.to, move.document, move.points, move.content,
        move.noted_at, move.by);
    if (!done) return std::unexpected{done.error()};
    return *done > 0;
}

db::Result<std::optional<StoredPointMove>> move_of(db::Connection& db, const Ulid& id) {
    std::optional<StoredPointMove> found;
    auto done = db.each(
        "SELECT moving, at, from_account, to_account, document, points, content, noted_at, "
        "noted_by FROM moving WHERE moving = $1",
        [&](const db::Row& row) {
            StoredPointMove& one = found.emplace();
            row.get(0, one.id);
            row.get(1, one.at);
            row.get(2, one.from);
            row.get(3, one.to);
            row.get(4, one.document);
            row.get(5, one.points);
            row.get(6, one.content);
            row.get(7, one.noted_at);
            row.get(8, one.by);
        },
        id);
    if (!done) return std::unexpected{std::move(done.error())};
    return found;
}

}  // namespace pos::store::billing
