#include "sync/client/follow.hpp"

namespace syncing::client {

Outcome<void> follow(pos::store::db::Connection& db, OfficeClient& office,
                     const pos::store::feed::Till& till, bool wait,
                     pos::store::feed::Applied& applied) {
    const auto failed = [](pos::store::db::DbError error) {
        return trouble(pos::store::to_store_error(std::move(error)));
    };
    for (bool more = true; more; wait = false) {
        const auto cursor = pos::store::feed::cursor(db);
        if (!cursor) return failed(cursor.error());
        const auto changes = office.changes(*cursor, wait);
        if (!changes) {
            // An office of an older program publishes nothing.
            if (changes.error().error == "not_found") return {};
            return std::unexpected{changes.error()};
        }
        const auto put = pos::store::feed::apply(db, till, changes->epoch, changes->slice);
        if (!put) return failed(put.error());
        applied.changes += put->changes;
        applied.unread += put->unread;
        applied.catalogue = applied.catalogue || put->catalogue;
        applied.settings = applied.settings || put->settings;
        more = put->overtaken || changes->slice.to < changes->slice.head;
    }
    return {};
}

}  // namespace syncing::client
