#pragma once

#include <string>

#include "app/core/billing/billing_books.hpp"
#include "app/core/failure.hpp"
#include "pos/store/office/parked.hpp"

namespace app::core::billing {

/// Lets a till's ticket into the books that is parked since another one has its number, and
/// journals who wanted that and why. `entry` as counterfoil attention says it: "3/17".
///
/// errors: no reason, no such entry waits, or the books have the same sale; then nothing is changed
Outcome<pos::store::office::AcceptedAs> accept_parked(BillingBooks& books, const std::string& entry,
                                                      const std::string& reason, pos::Instant now);

}  // namespace app::core::billing
