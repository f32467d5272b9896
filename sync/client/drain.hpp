#pragma once

#include <cstdint>

#include "pos/store/db/connection.hpp"
#include "sync/client/office_client.hpp"
#include "sync/client/sent_notes.hpp"

namespace syncing::client {

/// What a drain has come to.
struct Drained {
    std::uint64_t sent{0};          // entries that went out, those sent again included
    std::uint64_t acknowledged{0};  // entries that the office answered for
    std::uint64_t to_send{0};       // entries that are left
    std::uint64_t parked{0};        // at the office, of all of this till's journals
    std::uint64_t set_aside{0};     //
    /// The office holds another continuation of the journal that this till writes: it was put back
    /// from an older copy, or somebody has a copy of it.
    bool parted{false};
    bool operator==(const Drained&) const = default;
};

/// Sends every journal of the till in order until nothing is left. The office says first how far
/// each has come: one that was restored from an older backup gets again what it lacks, and a till
/// that is a copy goes on from where the office has seen it last.
///
/// `done` counts what was done up to an error as well. A journal that the office refuses does not
/// keep the later ones; the first refusal is answered when they have been sent. Where it fails,
/// what was kept back of the notes is written.
///
/// requires: the connection is for this alone; `key` is the one that joined
Outcome<void> drain(pos::store::db::Connection& db, OfficeClient& office,
                    const pos::journal::SigningKey& key, SentNotes& notes, Drained& done);

/// How much is left, without asking the office.
Outcome<Drained> left_to_send(pos::store::db::Connection& db);

}  // namespace syncing::client
