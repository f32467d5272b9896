#include "pos/store/write_entry.hpp"

#include "pos/journal/codec.hpp"
#include "pos/journal/projector.hpp"
#include "pos/store/columns.hpp"

namespace pos::store {

Answer<WrittenEntry> write_entry(db::Connection& db, Tables& tables,
                                 journal::archive::Writer& payload, OpenJournal& to,
                                 const journal::SigningKey& key, const journal::Event& event,
                                 Instant at) {
    const auto [kind, version] = journal::encode_into(payload, event);
    const journal::Contents contents{to.head.seq + 1, at, kind, version, payload.bytes()};
    const journal::Link next = journal::link(to.head, contents, key);
    const EntryKey place{to.number, contents.seq};
    const auto put = db.exec(
        "INSERT INTO journal_entry (entry, at, kind, version, payload, hash, signature) "
        "VALUES ($1, $2, $3, $4, $5, $6, $7)",
        entry_number(place), at, kind, version, contents.payload, next.head.hash, next.signature);
    if (!put) return store_error(put.error());

    tables.enter(to.journal, place);
    // The projector looks at the event; the payload's bytes are not copied for it.
    const journal::Entry entry{to.journal,     contents.seq,  at, kind, version, {},
                               next.head.hash, next.signature};
    if (auto projected = journal::project(entry, event, tables, tables); !projected) {
        return std::unexpected{
            StoreError{.kind = StoreErrorKind::not_projected, .project = projected.error()}};
    }
    if (tables.error()) return store_error(*tables.error());
    to.head = next.head;
    return WrittenEntry{contents.seq, next.head.hash, next.signature};
}

}  // namespace pos::store
