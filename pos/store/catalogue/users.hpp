#pragma once

#include "pos/people/user.hpp"
#include "pos/store/db/row.hpp"

namespace pos::store {

/// Reads whoever works here from the first four columns: person, name, role, and whether they
/// still do. A role that there is none of makes the call fail.
people::User get_user(const db::Row& row);

}  // namespace pos::store
