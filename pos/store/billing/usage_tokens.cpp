#include "pos/store/billing/usage_tokens.hpp"

namespace pos::store::billing {

namespace {

UsageToken read_token(const db::Row& row) {
    UsageToken one;
    row.get(0, one.token);
    row.get(1, one.source);
    row.get(2, one.made_at);
    row.get(3, one.made_by);
    one.per_minute = row.integer(4);
    row.get(5, one.revoked_at);
    return one;
}

}  // namespace

db::Result<void> add_usage_token(db::Connection& db, const UsageToken& token) {
    auto done = db.exec(
        "INSERT INTO usage_token (token, source, made_at, made_by, per_minute, revoked_at) VALUES "
        "($1, $2, $3, $4, $5, NULL)",
        token.token, token.source, token.made_at, token.made_by, token.per_minute);
    if (!done) return std::unexpected{std::move(done.error())};
    return {};
}

db::Result<std::int64_t> revoke_usage_tokens(db::Connection& db, std::string_view source,
                                             Instant now) {
    return db.exec(
        "UPDATE usage_token SET revoked_at = $2 WHERE source = $1 AND revoked_at IS NULL", source,
        now);
}

db::Result<std::optional<UsageToken>> usage_token(db::Connection& db, const Hash& token) {
    std::optional<UsageToken> found;
    auto done = db.each(
        "SELECT token, source, made_at, made_by, per_minute, revoked_at FROM usage_token WHERE "
        "token = $1",
        [&](const db::Row& row) { found = read_token(row); }, token);
    if (!done) return std::unexpected{std::move(done.error())};
    return found;
}

db::Result<std::vector<UsageToken>> usage_tokens(db::Connection& db) {
    std::vector<UsageToken> found;
    auto done = db.each(
        "SELECT token, source, made_at, made_by, per_minute, revoked_at FROM usage_token ORDER BY "
        "source, made_at DESC, token",
        [&](const db::Row& row) { found.push_back(read_token(row)); });
    if (!done) return std::unexpected{std::move(done.error())};
    return found;
}

}  // namespace pos::store::billing
