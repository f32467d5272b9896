#pragma once

#include <cstdint>
#include <optional>

#include "pos/base/clock.hpp"
#include "pos/journal/archive/writer.hpp"
#include "pos/journal/chain.hpp"
#include "pos/journal/event.hpp"
#include "pos/journal/key.hpp"
#include "pos/store/db/connection.hpp"
#include "pos/store/errors.hpp"
#include "pos/store/tables.hpp"

namespace pos::store {

/// A journal that is written here, and how far it has come.
struct OpenJournal {
    Ulid journal{};
    std::int64_t number{0};  // in this database
    journal::Head head;
};

/// Encodes an event and links it to the journal's head, which moves on. Nothing is written.
///
/// ensures: the entry without its payload, which stays in `payload`
journal::Entry link_entry(journal::archive::Writer& payload, OpenJournal& to,
                          const journal::SigningKey& key, const journal::Event& event, Instant at);

struct WrittenEntry {
    std::uint64_t seq{0};
    Hash hash{};
    std::optional<Signature> signature;
};

/// Appends one event, whose numbers are drawn: hashes it, signs it if its kind is signed, writes
/// the entry and the rows that follow, and moves the head on.
///
/// requires: an open write transaction; nobody else writes to that journal meanwhile
/// errors:   not_projected, and the database's; then the transaction is to be given up
Answer<WrittenEntry> write_entry(db::Connection& db, Tables& tables,
                                 journal::archive::Writer& payload, OpenJournal& to,
                                 const journal::SigningKey& key, const journal::Event& event,
                                 Instant at);

}  // namespace pos::store
