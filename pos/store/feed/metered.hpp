#pragma once

#include <vector>

#include "pos/base/bytes.hpp"
#include "pos/base/ulid.hpp"
#include "pos/money/currency.hpp"
#include "pos/store/db/connection.hpp"
#include "pos/store/feed/known_account.hpp"

/// Counters and credit of accounts, on their way from head office to tills; for publish.cpp and
/// told_accounts.cpp.
namespace pos::store::feed {

// ---- at head office: what the feed says of an account; empty: it has none ----

db::Result<Bytes> counters_of(db::Connection& db, const Ulid& account);
db::Result<Bytes> credit_of(db::Connection& db, const Ulid& account, Currency currency);

/// Tills are to hear of the accounts that have, or had, a service point: what its counters show or
/// whose it is has changed. Within the caller's transaction.
db::Result<void> tell_of_point(db::Connection& db, std::string_view point);
/// Tills are to hear of an account although its ledger has not moved.
db::Result<void> tell_of_account(db::Connection& db, const Ulid& account);

// ---- at a till ----

/// Adds what the feed has told of an account, and what was read here since.
db::Result<void> add_metered(db::Connection& db, KnownAccount& known);

}  // namespace pos::store::feed
