#pragma once

#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "pos/base/clock.hpp"
#include "pos/journal/key.hpp"
#include "pos/store/db/connection.hpp"
#include "pos/store/errors.hpp"

/// Head office's part of the database: branches, terminals and the codes they join with. Each call
/// that writes is a transaction of its own, beside whoever else writes.
namespace pos::store::office {

struct Office {
    Ulid epoch{};   // another one after the database was restored
    Hash secret{};  // tokens are sealed with it
};
/// Nothing in a till's database.
Answer<std::optional<Office>> read_office(db::Connection& db);
/// Makes this database head office's, within the caller's transaction.
db::Result<void> put_office(db::Connection& db, const Office& office);

struct Branch {
    std::string code;  // "B01"
    std::string name;
    bool operator==(const Branch&) const = default;
};
/// By their codes.
Answer<std::vector<Branch>> branches(db::Connection& db);
/// False if there is one of that code already.
db::Result<bool> add_branch(db::Connection& db, const Branch& branch, Instant now);

/// A till that has joined.
struct Terminal {
    Ulid terminal{};
    std::string branch;
    std::string code;  // "T1"
    journal::PublicKey public_key{};
    std::string program;
    Instant enrolled_at{};
    std::optional<Instant> revoked_at;
    Instant seen_at{};
    std::int64_t clock_error_ms{0};  // its clock less ours, when it was heard last
};
Answer<std::optional<Terminal>> terminal(db::Connection& db, const Ulid& terminal);
/// The one that joined with that key.
Answer<std::optional<Terminal>> terminal_with_key(db::Connection& db,
                                                  const journal::PublicKey& key);
/// The one that sends that journal.
Answer<std::optional<Terminal>> terminal_of_journal(db::Connection& db, const Ulid& journal);
/// Whether the office signs a journal of its own with that key.
Answer<bool> is_key_of_office(db::Connection& db, const journal::PublicKey& key);
/// By branch, code and when they joined.
Answer<std::vector<Terminal>> terminals(db::Connection& db);
/// Whether the office has entries of a till of that place.
Answer<bool> is_in_use(db::Connection& db, std::string_view branch, std::string_view code);
/// A journal that a terminal sends, as far as it has come.
struct Progress {
    Ulid terminal{};
    std::uint64_t head_seq{0};
    Instant received_at{};    // the last entry
    Instant heard_at{};       // when its till was heard last, though it sent nothing
    std::uint64_t unsent{0};  // entries that the till has besides, as it said last
};
Answer<std::vector<Progress>> progress(db::Connection& db);

/// The till has the journal as far as that. Kept while something is missing here, once a minute at
/// most.
Answer<void> note_told(db::Connection& db, const Ulid& journal, std::uint64_t last_seq,
                       Instant now);
Answer<void> note_seen(db::Connection& db, const Ulid& terminal, Instant now,
                       std::int64_t clock_error_ms);
/// Lets every terminal of that place send nothing any more; how many there were that could.
db::Result<std::int64_t> revoke(db::Connection& db, std::string_view branch, std::string_view code,
                                Instant now);

/// What a terminal joins with, once and soon.
struct EnrolCode {
    Hash hash{};  // of the code that people are given
    std::string branch;
    std::string terminal;
    Instant expires_at{};
    std::string by{};  // who made it, for the audit
};
/// Keeps a code, and forgets those that expired a day ago. False if there is no such branch.
Answer<bool> put_enrol_code(db::Connection& db, const EnrolCode& code, Instant now);

/// Who wants to join, as it says itself.
struct Joining {
    Hash code_hash{};
    journal::PublicKey public_key{};
    std::string branch;
    std::string terminal;
    std::string program;
    bool where_the_code_says{false};  // it does not say branch and terminal itself
    /// ISO 4217: what it counts in; empty: it does not say.
    std::string currency{};
    /// Its journals; nothing: it does not say. See JoinRefusal::place_in_use.
    std::optional<std::vector<Ulid>> past{};
};
enum class JoinRefusal {
    code_unknown,
    code_used,       // by another key
    code_expired,    //
    other_place,     // the code is for another till
    other_currency,  // than the office's: its prices would be of no use, and its sales in no sum
    key_revoked,     // this key has joined before and is not welcome any more
    place_in_use,    // the office has a journal of that till, and it is none of those of who asks:
                     // its receipts would have the numbers of others
};
struct JoinRefused {
    JoinRefusal why{JoinRefusal::code_unknown};
    std::string branch{};    // of other_place, other_currency, place_in_use: whom the code is for
    std::string terminal{};  //
    std::string currency{};  // of other_currency: the office's
};
/// Gives the key an identity, and uses the code up. A till that did not hear the answer asks again
/// with the same code and key, and gets the same.
///
/// errors: JoinRefused in enum order
Answer<std::expected<Terminal, JoinRefused>> join(db::Connection& db, const Joining& joining,
                                                  const Ulid& new_terminal, Instant now);

}  // namespace pos::store::office
