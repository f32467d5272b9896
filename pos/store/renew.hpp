#pragma once

#include <expected>
#include <string>

#include "pos/base/clock.hpp"
#include "pos/base/random.hpp"
#include "pos/store/restore.hpp"

namespace pos::store {

/// What restore() does to the copy that it makes, done to a database that was put back by other
/// means: a server's own tools, a copied file. It goes on with a journal of its own under a new key
/// and in a series that nobody has used, and head office's tills look at everything it has. The key
/// that lies at its place is kept as `<key>.old-1` …
///
/// `backup` names the file that it was put back from, beside which the series is noted as by
/// restore(); empty: nobody knows it.
///
/// ensures: journal, epoch and key change together, whenever the machine stops
/// errors:  in_use, while a program writes the shop; the database's; the key's. Restored::set_aside
///          stays empty
std::expected<Restored, OpenError> renew(const db::DbTarget& target, const StoreOptions& options,
                                         const std::string& backup, Instant now, Random& random);

/// What an office does that finds itself older than it was: somebody knows what it has forgotten.
/// Its tills look at everything, its documents go on in series of their own; its own journal stays.
/// Nothing happens if it has another epoch than `epoch` by now: somebody else has found it, or it
/// was restored. Whether it was done.
///
/// requires: no open transaction
Answer<bool> renew_found_older(db::Connection& db, const Ulid& epoch, Instant now, Random& random);

}  // namespace pos::store
