#pragma once

#include <cstdint>
#include <expected>
#include <set>
#include <string>
#include <vector>

#include "pos/base/clock.hpp"
#include "pos/base/random.hpp"
#include "pos/journal/events/shop.hpp"
#include "pos/store/db/copy_database.hpp"
#include "pos/store/store.hpp"

namespace pos::store {

struct RestoreOptions {
    StoreOptions store{};
    /// What stands in the backup's place (a damaged shop, its log, its key) is renamed and kept;
    /// otherwise nothing may stand there.
    bool set_aside{false};
};

struct RestoreError {
    /// Whose fault: the backup's, or that of the place where it is to go.
    enum class Place : std::uint8_t { backup, target, stopped };
    Place place{Place::target};
    OpenError error{};
};

struct Restored {
    journal::Predecessor predecessor;    // where the books of the backup end
    Ulid journal{};                      // the new one
    std::string series;                  // its receipts are "<branch>-<series>-000001"…
    std::vector<std::string> set_aside;  // names that what stood there has now
};

/// Puts a backup in place as a shop that sells on, and never with a number that was used before:
/// the copy is checked, gets a journal of its own with a new key, a new series and the old one
/// named in its first entry, and only then its name. Carts get new ids, since the old ones may have
/// been paid after the backup. `<backup>.series` notes the series given, so that a backup that is
/// put back twice gives another one the second time; where it cannot be noted, the series ends in a
/// part of the new journal's id ("T1b7KQX"). A copy made of the backup's file knows nothing of the
/// note: put back one of them. The backup may be what stands at the target itself, an older copy
/// that was put there by hand.
///
/// requires: an SQLite target; its writer is not running
/// ensures:  on an error what stood there is as it was
std::expected<Restored, RestoreError> restore(const std::string& backup, const db::DbTarget& target,
                                              const RestoreOptions& options, Instant now,
                                              Random& random, db::OnCopyStep on_step);

/// The series behind all that are used: "T1", "T1b", "T1c" … "T1z", "T1zb" …
std::string next_series(const std::string& terminal, const std::set<std::string>& used);

}  // namespace pos::store
