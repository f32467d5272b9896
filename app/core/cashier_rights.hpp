#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/core/failure.hpp"
#include "pos/people/rights.hpp"
#include "pos/store/store.hpp"

namespace app::core {

/// What a cashier may do at this till without a manager: as was said, or else as is usual where
/// people sign on with PINs, or where they do not.
Outcome<pos::people::Rights> read_cashier_rights(pos::store::Reader& reader);

/// Keeps them, and journals who changed them.
pos::store::Answer<void> write_cashier_rights(pos::store::Store& store,
                                              const pos::people::Rights& rights,
                                              const pos::journal::When& when,
                                              const pos::journal::Actor& user, pos::Instant at);

struct RightsChange {
    std::vector<std::string> allow;  // names of operations
    std::vector<std::string> ask;    // for a manager
    std::optional<int> discount_percent;
    std::string by;  // who changes them; empty: the first manager
};
/// Journaled in that name.
///
/// errors: a name that is none, a percentage that is none
/// returns: the rights as they are now
Outcome<pos::people::Rights> change_cashier_rights(const std::string& where,
                                                   const pos::store::StoreOptions& options,
                                                   const RightsChange& change, pos::Instant now);

}  // namespace app::core
