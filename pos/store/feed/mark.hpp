#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "pos/base/bytes.hpp"
#include "pos/store/db/connection.hpp"

/// What tells one feed from another that has the same numbers: an office that was put back from an
/// older copy draws numbers anew that tills have heard other changes under.
///
/// Each transaction that adds changes leaves a mark: a hash of its changes behind the mark before,
/// and a seal that only this office can have put on it. Two feeds that have a mark in common are
/// the same up to its number.
namespace pos::store::feed {

struct Mark {
    std::uint64_t number{0};  // up to which it vouches; 0: it is none
    std::array<std::byte, 16> bytes{};
    bool operator==(const Mark&) const = default;
    explicit operator bool() const { return number > 0; }
};

/// "17-00112233445566778899aabbccddeeff"; empty for none.
std::string to_text(const Mark& mark);
/// Nothing for anything else; a number is what a column holds.
std::optional<Mark> mark_from(std::string_view text);

/// How many numbers back marks are kept. A till that stands before that is told everything.
inline constexpr std::int64_t kMarksKept = 200'000;

/// Leaves the mark of changes that were added up to `number`, whose contents `hash` is of.
///
/// requires: the transaction that added them, which holds the feed's head
db::Result<void> put_mark(db::Connection& db, std::uint64_t number, const Hash& hash);

/// What vouches for the changes up to a number at least; none if nothing does.
db::Result<Mark> mark_over(db::Connection& db, std::uint64_t number);

/// What this office knows of a mark that somebody was told.
enum class Vouched : std::uint8_t {
    ours,     // the feed up to `number` is the one that was told
    unknown,  // it may be another's, or older than what is kept
    /// This office has made it and does not know of it any more: its database was put back from an
    /// older copy, and kept its epoch.
    lost,
};
/// requires: somebody who stands at `number`, and in this office's epoch
db::Result<Vouched> vouched(db::Connection& db, std::uint64_t number, const Mark& mark);

}  // namespace pos::store::feed
