#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "pos/base/bytes.hpp"
#include "pos/base/clock.hpp"
#include "pos/store/db/connection.hpp"
#include "pos/store/errors.hpp"

/// Systems that may send usage to head office.
namespace pos::store::billing {

struct UsageToken {
    Hash token{};  // the token's hash
    std::string source;
    Instant made_at{};
    std::string made_by;
    std::int64_t per_minute{0};  // requests
    std::optional<Instant> revoked_at{};
};

// Writing is within the caller's transaction.

db::Result<void> add_usage_token(db::Connection& db, const UsageToken& token);
/// Revokes every token of a source; how many there were.
db::Result<std::int64_t> revoke_usage_tokens(db::Connection& db, std::string_view source,
                                             Instant now);
db::Result<std::optional<UsageToken>> usage_token(db::Connection& db, const Hash& token);
/// By their sources, the latest first.
db::Result<std::vector<UsageToken>> usage_tokens(db::Connection& db);

}  // namespace pos::store::billing
