#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "pos/base/clock.hpp"
#include "pos/store/db/connection.hpp"
#include "pos/store/errors.hpp"
#include "pos/store/feed/known_account.hpp"

/// What a till knows of head office's accounts, of itself and from the feed.
namespace pos::store::feed {

/// Whose account or bill it is that was typed or scanned: an account's number or a bill's, among
/// other words too, as in a bill's code; else accounts of customers with these words in their name,
/// telephone or town.
///
/// returns: no more than `limit`, by their numbers
Answer<std::vector<KnownAccount>> find_accounts(db::Connection& db, std::string_view words,
                                                std::int64_t limit = 20);
Answer<std::optional<KnownAccount>> known_account(db::Connection& db, const Ulid& account);

/// Whether the office has told of any account.
Answer<bool> knows_accounts(db::Connection& db);

/// When the till last knew that it had heard all that the office says.
Answer<std::optional<Instant>> heard_all_at(db::Connection& db);

}  // namespace pos::store::feed
