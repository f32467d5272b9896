#include "pos/store/require_shop.hpp"

#include "pos/store/db/migrate.hpp"

namespace pos::store {

db::Result<bool> holds_journal(db::Connection& db) {
    const auto version = db::schema_version(db);
    if (!version) return std::unexpected{version.error()};
    if (*version == 0) return false;
    const auto any = db.value<std::int64_t>("SELECT count(*) FROM journal");
    if (!any) return std::unexpected{any.error()};
    return any->value_or(0) > 0;
}

std::expected<void, OpenError> require_shop(db::Connection& db) {
    if (db.engine() == db::Engine::sqlite) return {};
    const auto there = holds_journal(db);
    if (!there) return open_error(there.error());
    if (!*there) return open_error(OpenErrorKind::missing);
    return {};
}

}  // namespace pos::store
