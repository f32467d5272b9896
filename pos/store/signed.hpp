#pragma once

#include <cstdint>
#include <optional>

#include "pos/journal/entry.hpp"
#include "pos/journal/key.hpp"
#include "pos/store/db/connection.hpp"

namespace pos::store {

/// An entry and what it must follow.
struct Signed {
    journal::Entry entry;
    journal::PublicKey key{};
    std::optional<Hash> before;  // of the entry before it, where that stands in the same journal
};

/// Goods come back and money goes out on the word of an entry: it must be as it was signed. The
/// first entry of a tail (tail.hpp) follows one of another journal.
///
/// `journal`: its number in this database
db::Result<bool> is_as_signed(db::Connection& db, const Signed& one, std::int64_t journal);

}  // namespace pos::store
