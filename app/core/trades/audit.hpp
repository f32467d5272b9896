#pragma once

#include <string>
#include <vector>

#include "app/core/failure.hpp"
#include "pos/store/db/connection.hpp"

namespace app::core::trades {

/// Looks whether the office's books keep what they promise, and says in a sentence each what does
/// not hold:
/// - all that follows from the journals is what stands, and their chains hold;
/// - every entry's debits are its credits;
/// - documents' numbers have no gap, and no number comes twice;
/// - no period of a charge is billed twice, and none between two others is missed, but where the
///   subscription was paused;
/// - what was used up to where it is billed is billed once: no more, no less; see look_at_usage().
///   That is asked of charges that are called as what they count, `meters`;
/// - no lot of prepaid credit was ever spent beyond what it held.
Outcome<std::vector<std::string>> audit(pos::store::db::Connection& db,
                                        const std::vector<std::string>& meters);

}  // namespace app::core::trades
