#include "pos/store/feed/put_row.hpp"

#include "pos/journal/archive/writer.hpp"
#include "pos/store/feed/mark.hpp"

namespace pos::store::feed {

db::Result<void> put_row(db::Connection& db, const Change& change, std::string_view branch,
                         journal::Hasher& told) {
    told.update(journal::blake2b(journal::archive::to_bytes(change)));
    told.update(journal::blake2b(as_bytes(branch)));
    // No upsert: the row moves to the feed's end.
    auto done = db.exec("DELETE FROM change_row WHERE kind = $1 AND thing = $2 AND branch = $3",
                        change.kind, change.thing, branch);
    if (done) {
        done = db.exec(
            "INSERT INTO change_row (number, branch, kind, thing, content) "
            "VALUES ($1, $2, $3, $4, $5)",
            static_cast<std::int64_t>(change.number), branch, change.kind, change.thing,
            change.content);
    }
    if (!done) return std::unexpected{std::move(done.error())};
    return {};
}

db::Result<void> put_at_the_end(db::Connection& db, ChangeKind kind, std::string_view branch,
                                const Bytes& thing, const Bytes& content) {
    const auto number = db.value<std::int64_t>(
        "UPDATE change_head SET number = number + 1 WHERE change_head = 1 RETURNING number");
    if (!number) return std::unexpected{number.error()};
    const Change change{static_cast<std::uint64_t>(number->value_or(1)),
                        static_cast<std::uint16_t>(kind), !branch.empty(), thing, content};
    journal::Hasher told;
    if (auto done = put_row(db, change, branch, told); !done) return done;
    return put_mark(db, change.number, told.finish());
}

}  // namespace pos::store::feed
