#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>

#include "pos/journal/chain.hpp"
#include "pos/journal/key.hpp"
#include "pos/journal/sealed_entry.hpp"
#include "pos/store/db/connection.hpp"
#include "pos/store/errors.hpp"

namespace pos::store::office {

/// Entries that have arrived, of a batch whose sizes, signatures and chain were checked.
struct Arrival {
    // Who sent it.
    Ulid terminal{};
    std::string branch;
    std::string terminal_code;
    // What it is.
    Ulid journal{};
    journal::PublicKey journal_key{};
    journal::Head after;
    std::span<const journal::SealedEntry> entries;
};

enum class Reception : std::uint8_t {
    taken,      // every entry is in the books, now or since before
    set_aside,  // from some entry on it is another continuation of the journal than ours: kept
                // beside the books
    elsewhere,  // it does not begin where we are, nor where we have been: send from `head` on
    // Refused, and nothing was kept.
    other_key,       // the journal is known under another key
    other_terminal,  // the journal is another till's
};

/// What became of it.
struct Receipt {
    Reception reception{Reception::taken};
    /// How far the journal has come here, durably; genesis if it is not known.
    journal::Head head;
    std::uint64_t added{0};      // entries that are new in the books
    std::uint64_t set_aside{0};  // entries that are new beside them
    std::uint64_t again{0};      // entries that we had
    std::uint64_t parked{0};     // of those added
    // Of the whole journal, this batch included.
    std::uint64_t parked_total{0};
    std::uint64_t set_aside_total{0};
    std::uint64_t resubmitted_total{0};  // that were set aside, and are in the books since
};

/// Takes entries in, each exactly once, in one transaction: the journal's head row is held, what is
/// at or below the head with the same hash is acknowledged again, what follows it is appended and
/// projected, a fork is set aside whole. An entry from which no rows can follow is parked.
///
/// requires: no open transaction on `db`; entries linked behind `after`
/// ensures:  on success everything is durable; on an error nothing of it is there
/// threads:  any number, each with a connection of its own, in any number of processes
Answer<Receipt> take_in(db::Connection& db, const Arrival& arrival, Instant received_at);

/// The same for no entries: how far the journal of that key has come.
Answer<Receipt> standing(db::Connection& db, const Ulid& journal,
                         const journal::PublicKey& journal_key);

}  // namespace pos::store::office
