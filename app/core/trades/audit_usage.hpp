#pragma once

#include <string>
#include <vector>

#include "app/core/failure.hpp"
#include "pos/store/db/connection.hpp"

namespace app::core::trades {

/// Whether what was used up to where it is billed is billed once, no more and no less, of charges
/// that are called as what they count, `meters`. Faults are added to `faults`, a sentence each.
///
/// Of what a bill does not say that was used, two things are no fault:
/// - what still waits for a bill, as it came late, or as all of its bill came to nothing: then the
///   bill said what had come in by then;
/// - what came late and changed no money, so that it stands on no line: then the bill said what had
///   come in by then, and the period comes to the same money if it is rated anew.
Outcome<void> look_at_usage(pos::store::db::Connection& db, const std::vector<std::string>& meters,
                            std::vector<std::string>& faults);

}  // namespace app::core::trades
