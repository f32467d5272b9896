#pragma once

#include <string>
#include <vector>

#include "app/core/billing/move.hpp"

namespace app::core::billing {

/// Enters what the counters at these points showed at an instant, within the caller's transaction.
///
/// errors: a figure of a counter that is not there, or of several; one that nobody read; as
///         write_reading()
Outcome<std::vector<MovedCounter>> read_counters(BillingBooks& books, const NewMove& asked,
                                                 const std::vector<std::string>& points,
                                                 pos::Instant at, pos::Instant now);

}  // namespace app::core::billing
