#include "sync/client/trouble.hpp"

namespace syncing::client {

std::unexpected<Trouble> trouble(const pos::store::StoreError& error) {
    if (error.kind == pos::store::StoreErrorKind::busy) {
        return trouble(Trouble::Kind::database,
                       "Somebody else held the database too long. Sending goes on later.");
    }
    if (error.kind == pos::store::StoreErrorKind::disk_full) {
        return trouble(Trouble::Kind::database,
                       "The till's disk is full. Free some space on it: nothing is lost, and "
                       "sending goes on then.");
    }
    return trouble(Trouble::Kind::database,
                   "The till's database cannot be used for sending: " + error.cause.text + ".");
}

}  // namespace syncing::client
