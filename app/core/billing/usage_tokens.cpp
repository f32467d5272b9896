#include "app/core/billing/usage_tokens.hpp"

#include <fmt/format.h>

#include <array>

#include "app/core/billing/customers.hpp"
#include "app/core/billing/in_transaction.hpp"
#include "pos/journal/hash.hpp"
#include "pos/store/db/utf8.hpp"

namespace app::core::billing {

namespace {

namespace stored = pos::store::billing;

constexpr std::size_t kSourceMax = 100;
constexpr std::string_view kPrefix = "cfu_";
constexpr std::size_t kSecretBytes = 32;

}  // namespace

bool is_usage_token(std::string_view text) {
    return text.size() == kPrefix.size() + 2 * kSecretBytes && text.starts_with(kPrefix) &&
           text.find_first_not_of("0123456789abcdef", kPrefix.size()) == text.npos;
}

pos::Hash usage_token_hash(std::string_view token) {
    pos::journal::Hasher hasher;
    hasher.update(pos::as_bytes("counterfoil usage token v1"));
    hasher.update(pos::as_bytes(token));
    return hasher.finish();
}

Outcome<std::string> add_usage_token(BillingBooks& books, const std::string& source,
                                     std::int64_t per_minute, pos::Instant now,
                                     pos::Random& random) {
    if (source.empty() || source.size() > kSourceMax || !pos::store::db::is_storable_text(source)) {
        return misuse(source.empty() ? Why::name_missing : Why::text_too_long, source,
                      fmt::format("A source has a name of 1 to {} bytes.", kSourceMax));
    }
    if (per_minute < 1)
        return misuse(Why::no_count, std::to_string(per_minute),
                      "A source may send once a minute at least.");
    std::array<std::byte, kSecretBytes> secret{};
    random.fill(secret);
    const std::string token = std::string{kPrefix} + pos::to_hex(secret);
    return in_transaction(books, [&]() -> Outcome<std::string> {
        auto added = stored::add_usage_token(
            *books.db,
            {usage_token_hash(token), source, now, books.user().name, per_minute, std::nullopt});
        if (!added) return std::unexpected{database(added.error())};
        auto noted = note_change(books, "usage source " + source, "", "a new token", now);
        if (!noted) return std::unexpected{noted.error()};
        return token;
    });
}

Outcome<void> revoke_usage_tokens(BillingBooks& books, const std::string& source,
                                  pos::Instant now) {
    return in_transaction(books, [&]() -> Outcome<void> {
        const auto done = stored::revoke_usage_tokens(*books.db, source, now);
        if (!done) return std::unexpected{database(done.error())};
        if (*done == 0)
            return refuse(Why::no_source, source,
                          "The source " + source + " has no token: usage token list.");
        return note_change(books, "usage source " + source, "", "revoked", now);
    });
}

}  // namespace app::core::billing
