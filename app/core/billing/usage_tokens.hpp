#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "app/core/billing/billing_books.hpp"
#include "app/core/failure.hpp"
#include "pos/base/bytes.hpp"
#include "pos/store/billing/usage_tokens.hpp"

namespace app::core::billing {

inline constexpr std::int64_t kUsageRequestsPerMinute = 600;

/// A token with which a system sends usage as `source`: it is told once, and known by its hash from
/// then on.
///
/// errors: an empty source or one that is too long, no requests a minute
Outcome<std::string> add_usage_token(BillingBooks& books, const std::string& source,
                                     std::int64_t per_minute, pos::Instant now,
                                     pos::Random& random);

/// Nobody sends as that source any more.
///
/// errors: it has no token
Outcome<void> revoke_usage_tokens(BillingBooks& books, const std::string& source, pos::Instant now);

/// Whether a text has the shape of a token.
bool is_usage_token(std::string_view text);
pos::Hash usage_token_hash(std::string_view token);

}  // namespace app::core::billing
