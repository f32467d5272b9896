#pragma once

#include <expected>
#include <optional>
#include <string>

#include "pos/base/clock.hpp"
#include "pos/base/random.hpp"
#include "pos/journal/key.hpp"
#include "pos/store/store.hpp"

/// A till goes on with another journal: what it has was put back from an older copy, and head
/// office holds other entries under the same numbers. Head office gives it a new identity and a
/// series first (sync/README.md), then the till starts the journal at a moment that suits.
///
///     <db>.key.next   the new journal's key, from before it is asked for
///     <db>.key        takes its place once the journal is begun; the old one is kept as
///                     <db>.key.old-1
namespace pos::store {

/// Stored: never changed.
enum class SuccessorState : std::uint8_t { asked = 1, granted = 2, refused = 3 };

/// What has come of asking.
struct SuccessorRow {
    Ulid journal{};  // the new one
    Ulid follows{};  // the old one
    SuccessorState state{SuccessorState::asked};
    std::string error;  // of refused: the office's word, and its sentence
    std::string words;
    Ulid terminal{};  // of granted: what the till is known as now
    Ulid epoch{};
    std::string series;
    Instant asked_at{};
    bool operator==(const SuccessorRow&) const = default;
};
Answer<std::optional<SuccessorRow>> read_successor(db::Connection& db);
Answer<void> put_successor(db::Connection& db, const SuccessorRow& row);
Answer<void> forget_successor(db::Connection& db);

/// The key of the journal that is to come; made where there is none. With `anew` what lies there is
/// of an earlier attempt and is replaced.
std::expected<journal::SigningKey, journal::KeyFileError> next_key(const std::string& key_file,
                                                                   bool anew, Random& random);
/// The next key takes the place of the one that is there, if one is, which is kept.
std::expected<void, journal::KeyFileError> put_next_key_in_place(const std::string& key_file);

struct StartedSuccessor {
    Ulid journal{};
    std::string series;
    std::string branch;
};
/// Starts the journal that was granted, and gives carts new ids: those that wait may have been paid
/// in the copy that is lost. No shift is open in it. Nothing if none was granted.
///
/// requires: nobody of this program has the store open
/// ensures:  journal, identity and key change together, whenever the machine stops
/// errors:   in_use, while a till's window has the database; the database's; the key's
std::expected<std::optional<StartedSuccessor>, OpenError> start_successor(
    const db::DbTarget& target, const StoreOptions& options, Instant now, Random& random);

}  // namespace pos::store
