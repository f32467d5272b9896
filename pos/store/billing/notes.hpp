#pragma once

#include <string>

#include "pos/base/clock.hpp"
#include "pos/base/ulid.hpp"
#include "pos/store/db/connection.hpp"

/// What clerks wrote down about accounts: never changed.
namespace pos::store::billing {

struct AccountNote {
    Ulid id{};
    Ulid account{};
    Instant at{};
    std::string by;
    std::string text;
};
/// Within the caller's transaction. False: there is one of that id.
db::Result<bool> add_note(db::Connection& db, const AccountNote& note);

}  // namespace pos::store::billing
