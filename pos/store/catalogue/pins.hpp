#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "pos/base/clock.hpp"
#include "pos/people/user.hpp"
#include "pos/store/db/connection.hpp"

/// With what people sign on at a till: rows of this database alone, which no feed brings and no
/// journal holds.
namespace pos::store {

/// Somebody who works here, and how they may sign on.
struct Signer {
    people::User user;
    bool has_pin{false};
    bool has_badge{false};
    bool operator==(const Signer&) const = default;
};
/// By name; whoever works here no longer is left out.
db::Result<std::vector<Signer>> signers(db::Connection& db);

/// Who has a PIN, whether they still work here or not.
db::Result<std::set<Ulid>> people_with_pins(db::Connection& db);

/// Whether anybody who works here has a PIN: else this till asks nobody.
db::Result<bool> asks_for_pins(db::Connection& db);

/// A PIN as it is kept, and the tries in vain since it was last right.
struct KnownPin {
    people::User user;
    std::string hash;
    std::int64_t wrong{0};
    Instant tried_at{};
};
/// Nothing of somebody who has none, or is not there.
db::Result<std::optional<KnownPin>> known_pin(db::Connection& db, const Ulid& person);

// Each requires an open write transaction of the connection.

/// Gives somebody a PIN; earlier tries are forgotten.
db::Result<void> put_pin(db::Connection& db, const Ulid& person, std::string_view hash,
                         Instant now);
/// False if there was none.
db::Result<bool> remove_pin(db::Connection& db, const Ulid& person);
/// Counts a try before it is looked at; the one that is right is forgotten with the others.
db::Result<void> count_pin_try(db::Connection& db, const Ulid& person, Instant now);
db::Result<void> forget_pin_tries(db::Connection& db, const Ulid& person);

}  // namespace pos::store
