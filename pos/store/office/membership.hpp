#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "pos/base/clock.hpp"
#include "pos/journal/chain.hpp"
#include "pos/journal/key.hpp"
#include "pos/journal/sealed_entry.hpp"
#include "pos/store/db/open.hpp"
#include "pos/store/errors.hpp"

/// A till's side: the head office that it has joined, and what is still to be sent there.
namespace pos::store::office {

/// What the office knows this till as.
struct Membership {
    std::string url;  // "https://office.example:8443"
    std::string
        pin;  // of the office's own key, "sha256//…"; empty: any certificate that is trusted
    Ulid terminal{};
    journal::PublicKey public_key{};  // of the key it joined with
    Ulid epoch{};                     // the office's, then
    Instant joined_at{};
    bool operator==(const Membership&) const = default;
};
Answer<std::optional<Membership>> membership(db::Connection& db);
/// In place of an earlier one, and everything is to be sent again, as far as the office wants it.
Answer<void> put_membership(db::Connection& db, const Membership& membership);
/// The same within the caller's transaction.
db::Result<void> write_membership(db::Connection& db, const Membership& membership);

/// One of the till's journals: how far it has come here, and is known to have come at the office.
struct OwnJournal {
    std::int64_t number{0};
    Ulid journal{};
    journal::PublicKey public_key{};
    std::uint64_t last_seq{0};
    journal::Head sent;  // acknowledged; genesis: nothing is
    std::uint64_t parked{0};
    std::uint64_t set_aside{0};
    std::uint64_t resubmitted{0};  // that were set aside, and are in the books since
    std::uint64_t to_send() const { return last_seq > sent.seq ? last_seq - sent.seq : 0; }
    bool operator==(const OwnJournal&) const = default;
};
/// In the order in which they were started.
Answer<std::vector<OwnJournal>> own_journals(db::Connection& db);
/// Notes how far a journal has come at the office. It need not outlive a power cut: the office's
/// own answer counts.
Answer<void> note_sent(db::Connection& db, const OwnJournal& journal);

/// The hash of an entry here; nothing behind the last one.
Answer<std::optional<Hash>> hash_at(db::Connection& db, const OwnJournal& journal,
                                    std::uint64_t seq);

/// How much is read at once.
struct Portion {
    std::size_t entries_max{0};
    std::size_t bytes_max{
        0};  // of payloads and what is sealed; one entry is read whatever its size
};
/// The entries behind `after`, with what is sealed beside them.
Answer<std::vector<journal::SealedEntry>> entries_behind(db::Connection& db,
                                                         const OwnJournal& journal,
                                                         std::uint64_t after,
                                                         const Portion& portion);

/// When the oldest entry that is still to be sent was written; nothing if there is none.
Answer<std::optional<Instant>> oldest_to_send(db::Connection& db);

/// A connection that only looks, where open_for_sending() finds the disk full. Nobody else may have
/// the till open.
std::expected<std::unique_ptr<db::Connection>, OpenError> open_on_full_disk(
    const db::DbTarget& target);

/// A connection for this, beside the till's writer. An older schema is brought up to date.
std::expected<std::unique_ptr<db::Connection>, OpenError> open_for_sending(
    const db::DbTarget& target);

}  // namespace pos::store::office
