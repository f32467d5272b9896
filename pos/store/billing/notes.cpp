#include "pos/store/billing/notes.hpp"

namespace pos::store::billing {

db::Result<bool> add_note(db::Connection& db, const AccountNote& note) {
    const auto done = db.exec(
        "INSERT INTO account_note (note, account, at, by_whom, content) VALUES ($1, $2, $3, $4, "
        "$5) ON CONFLICT (note) DO NOTHING",
        note.id, note.account, note.at, note.by, note.text);
    if (!done) return std::unexpected{done.error()};
    return *done > 0;
}

}  // namespace pos::store::billing
