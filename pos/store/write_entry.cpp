#include "pos/store/write_entry.hpp"

#include "pos/journal/codec.hpp"
#include "pos/journal/projector.hpp"
#include "pos/store/columns.hpp"

namespace pos::store {

journal::Entry link_entry(journal::archive::Writer& payload, OpenJournal& to,
                          const journal::SigningKey& key, const journal::Event& event, Instant at) {
    const auto [kind, version] = journal::encode_into(payload, event);
    const journal::Contents contents{to.head.seq + 1, at, kind, version, payload.bytes()};
    const journal::Link next = journal::link(to.head, contents, key);
    to.head = next.head;
    return {to.journal, contents.seq, at, kind, version, {}, next.head.hash, next.signature};
}

Answer<WrittenEntry> write_entry(db::Connection& db, Tables& tables,
                                 journal::archive::Writer& payload, OpenJournal& to,
                                 const journal::SigningKey& key, const journal::Event& event,
                                 Instant at) {
    OpenJournal next = to;
    // The projector looks at the event; the payload's bytes are not copied for it.
    const journal::Entry entry = link_entry(payload, next, key, event, at);
    const EntryKey place{to.number, entry.seq};
    const auto put = db.exec(
        "INSERT INTO journal_entry (entry, at, kind, version, payload, hash, signature) "
        "VALUES ($1, $2, $3, $4, $5, $6, $7)",
        entry_number(place), at, entry.kind, entry.version, payload.bytes(), entry.hash,
        entry.signature);
    if (!put) return store_error(put.error());

    tables.enter(to.journal, place);
    if (auto projected = journal::project(entry, event, tables, tables); !projected) {
        return std::unexpected{
            StoreError{.kind = StoreErrorKind::not_projected, .project = projected.error()}};
    }
    if (tables.error()) return store_error(*tables.error());
    to = next;
    return WrittenEntry{entry.seq, entry.hash, entry.signature};
}

}  // namespace pos::store
