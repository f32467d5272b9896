#pragma once

#include <cstdint>
#include <expected>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "pos/journal/chain.hpp"
#include "pos/money/currency.hpp"
#include "pos/store/office/terminals.hpp"

/// Who goes on in whose place. A till that was put back from an older copy parts from the books: it
/// asks with its old key to go on under a new one, with a journal and a series of its own. A dead
/// till's place is taken with a code. Series are given out here, so that none is used twice.
///
/// A thief's copy of a till can ask just as well. What tells them apart is that the till whose copy
/// it is goes on: while a till that has the books' end is heard, nobody follows it without a code;
/// and without one only one ever does.
namespace pos::store::office {

/// Stored: never changed.
enum class SuccessionKind : std::uint8_t { copy = 1, replaced = 2 };
enum class SuccessionOutcome : std::uint8_t {
    accepted = 1,
    still_sells = 2,  // the till that it would follow was heard since it went on alone
    succeeded = 3,    // another one follows it already
};

/// A till that was put back from an older copy, as it says itself.
struct Following {
    Ulid terminal{};  // whom it follows; its key has signed this
    journal::PublicKey new_key{};
    std::string program;
    Ulid journal{};
    journal::Head at;                   // how far it has that journal
    std::set<std::string> used_series;  // of its journals
    std::optional<Hash> code_hash;      // what people gave it, if they did
};
/// Who takes a dead till's place, with a code.
struct Replacing {
    Hash code_hash{};
    journal::PublicKey new_key{};
    std::string program;
};

enum class SuccessionRefusal {
    code_unknown,
    code_used,
    code_expired,
    other_place,         // the code is for another till
    unknown_place,       // the office has not seen the journal come that far: send it first
    not_parted,          // it is the books' own end: there is nothing to follow
    still_sells,         // see SuccessionOutcome
    succeeded,           //
    nothing_to_replace,  // no till has joined for that place
};
struct SuccessionRefused {
    SuccessionRefusal why{SuccessionRefusal::code_unknown};
    std::string series;  // of succeeded: the other one's
};

struct Successor {
    Terminal terminal;
    std::string series;
    std::string branch_name;
    // The journal that it follows, as far as the office has it; none if nothing ever came.
    Ulid journal{};
    journal::Head head;
    std::optional<Instant> last_at;  // of its last entry, by the till's clock
    std::string last_number;         // of its last receipt
    Currency currency{};
    std::string zone;
};
template <class T>
using Succeeded = Answer<std::expected<T, SuccessionRefused>>;

/// Asks to follow; asked again with the same key it gets the same answer. What is refused is kept
/// for whoever looks at what needs attention.
///
/// `silent_ms`: for how long nothing may have been heard of the till that it follows
/// errors: SuccessionRefused in enum order
Succeeded<Successor> follow(db::Connection& db, const Following& asked, const Ulid& new_terminal,
                            std::int64_t silent_ms, Instant now);

/// Takes the place of every till that has joined there, and revokes them.
///
/// errors: SuccessionRefused in enum order
Succeeded<Successor> replace(db::Connection& db, const Replacing& asked, const Ulid& new_terminal,
                             Instant now);

/// Somebody has the journal as far as its head. Kept once a minute at most.
Answer<void> note_heard(db::Connection& db, const Ulid& journal, const journal::Head& at,
                        Instant now);

/// Who asked, and what became of it.
struct Succession {
    SuccessionKind kind{SuccessionKind::copy};
    SuccessionOutcome outcome{SuccessionOutcome::accepted};
    std::string branch;
    std::string terminal;
    std::string series;  // that it was given
    journal::PublicKey public_key{};
    Ulid follows{};  // the terminal
    std::uint64_t seq{0};
    Instant asked_at{};
    Instant decided_at{};
    /// The one that was followed was heard again afterwards: two tills sell in its name.
    bool both_sell{false};
};
/// In the order in which they asked.
Answer<std::vector<Succession>> successions(db::Connection& db);
/// Whether people should look at it: a till's books were continued twice.
bool needs_attention(const Succession& one);
/// How many there are that people should look at.
Answer<std::int64_t> count_needing_attention(db::Connection& db);
/// What it came from, for one who was accepted with that key; nothing for others.
const Succession* begun_with(const std::vector<Succession>& all, const journal::PublicKey& key);
/// Who was accepted last in that terminal's place; nothing if nobody was.
const Succession* follower_of(const std::vector<Succession>& all, const Ulid& terminal);

}  // namespace pos::store::office
