#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string_view>
#include <vector>

#include "pos/base/clock.hpp"
#include "pos/customer/known.hpp"
#include "pos/journal/events/customer.hpp"
#include "pos/journal/sealed.hpp"
#include "pos/store/db/connection.hpp"

/// What is known of customers, at a till and at head office: one table of parties, into which
/// changes are merged wherever they come from. Everything here is within the caller's transaction.
namespace pos::store::parties {

/// Nothing for an id that was never heard of.
db::Result<std::optional<customer::Known>> known(db::Connection& db, const Ulid& party);

/// Takes more into what is known of a customer. Whether anything is another than before.
///
/// requires: hold(), where several write to one database
db::Result<bool> take(db::Connection& db, const customer::Known& more, Instant now);

/// What an entry says of a customer, with what is sealed beside it.
struct Edit {
    Ulid journal{};
    std::uint64_t seq{0};
    journal::CustomerEdited event;
};
/// The fields that an entry states, as take() wants them; personal ones only with their content.
customer::Known stated_by(const Edit& edit, const std::optional<customer::Party>& content);

/// The same for an entry whose rows are written and whose attachment is stored. A customer who was
/// found to be another one since is that one: what was changed afterwards is theirs as well. Of
/// somebody who was erased nothing is kept: the attachment goes. The customers that are others than
/// before are added to `touched`.
///
/// requires: hold(), where several write to one database
db::Result<void> take_edit(db::Connection& db, const Edit& edit, Instant now,
                           std::set<Ulid>& touched);

/// The same where the content is at hand, and not stored yet.
db::Result<void> take_edit(db::Connection& db, const Edit& edit,
                           const std::optional<customer::Party>& content, Instant now,
                           std::set<Ulid>& touched);

/// Holds what all who change customers hold, to the end of the transaction: the feed's head, last
/// of all rows that anybody holds.
db::Result<void> hold(db::Connection& db);

/// It was never there: a till's, when a fresh feed lacks what an earlier one had brought.
db::Result<void> drop(db::Connection& db, const Ulid& party);

/// Deletes everything that is sealed of a customer in this database. Their hashes.
db::Result<std::vector<Hash>> unseal(db::Connection& db, const Ulid& party);

/// Bytes of what is sealed beside a change, and back. Nothing for what no program of ours wrote.
Bytes content_of(const customer::Party& party);
std::optional<customer::Party> party_from(BytesView bytes);

/// The columns that read_party() reads.
inline constexpr std::string_view kPartyColumns =
    "party, number, kind, name, street, postcode, city, region, country, email, phone, "
    "tax_number, language";
customer::Party read_party(const db::Row& row, int column);

}  // namespace pos::store::parties
