#pragma once

#include "app/core/records.hpp"
#include "pos/base/random.hpp"
#include "pos/store/store.hpp"

/// Who works at a shop's till, for the till's own window: by the same rules as staff.hpp.
namespace app::core {

/// Everybody, also who works here no more.
Kept<ShopPeople> read_shop_people(pos::store::Reader& reader);

/// Somebody new, without an id, or changed; with a PIN if one is given. Journaled in the name of
/// `doing`, the PIN without its digits.
///
/// errors: those of RecordFault down to last_manager_pin
Kept<pos::people::User> keep_person(pos::store::Store& store, const Doing& doing,
                                    pos::people::User person, const std::optional<std::string>& pin,
                                    pos::Random& random);

/// What a cashier may do at this till alone, from now on.
Kept<void> keep_rights(pos::store::Store& store, const Doing& doing,
                       const pos::people::Rights& rights);

}  // namespace app::core
