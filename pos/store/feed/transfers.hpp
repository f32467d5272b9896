#pragma once

#include "pos/base/bytes.hpp"
#include "pos/base/ulid.hpp"
#include "pos/money/currency.hpp"
#include "pos/store/db/connection.hpp"
#include "pos/store/feed/known_account.hpp"
#include "pos/store/feed/transfer_content.hpp"

/// Which bills are to be transferred, and to whom, on their way from head office to tills.
namespace pos::store::feed {

// ---- at head office ----

/// What the feed says of an account; empty: nothing of it is to be transferred. A document from
/// before it was said how it is paid asks for a transfer on paper, and so here. What was to be
/// collected and came back is to be transferred, and nothing that is just being collected is.
db::Result<Bytes> transfers_of(db::Connection& db, const Ulid& account, Currency currency);

/// Tills are to hear to whom bills are transferred, where they have heard otherwise; without an
/// IBAN, that there is nobody. In a transaction of its own.
db::Result<void> tell_payee(db::Connection& db, const PayeeContent& payee);

// ---- at a till ----

/// Adds what the feed has told of an account's bills.
db::Result<void> add_transfers(db::Connection& db, KnownAccount& known);

}  // namespace pos::store::feed
