#include "pos/store/require_shop.hpp"

#include "pos/store/db/migrate.hpp"

namespace pos::store {

std::expected<void, OpenError> require_shop(db::Connection& db) {
    if (db.engine() == db::Engine::sqlite) return {};
    const auto version = db::schema_version(db);
    if (!version) return open_error(version.error());
    if (*version == 0) return open_error(OpenErrorKind::missing);
    return {};
}

}  // namespace pos::store
