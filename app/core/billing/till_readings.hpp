#pragma once

#include <cstdint>
#include <string>

#include "app/core/billing/billing_books.hpp"
#include "app/core/failure.hpp"
#include "pos/journal/events/meter.hpp"

/// What customers' counters showed, as tills noted it, into the usage of whoever has the point.
namespace app::core::billing {

/// Takes one in as the customer's reading, within the caller's transaction of the books.
///
/// `at` is when it was noted, by the till's clock; one that is ahead counts as now. `sure`: odd or
/// not, it is right.
/// errors: no such account, no counter of that number there any more, and what take_reading() has
Outcome<void> take_till_reading(BillingBooks& books, const pos::journal::MeterRead& read,
                                pos::Instant at, bool sure, pos::Instant now);

/// "12345.6 kWh, meter 4711 at P-1"
std::string words_of(const pos::journal::MeterRead& read);

/// Somebody has looked at a reading of a till's that could not be booked: it is taken although it
/// is odd, or put away. `entry` is as unbooked() names it.
///
/// errors: no such reading waits; of taking it, as take_till_reading() has them
Outcome<void> settle_till_reading(BillingBooks& books, const std::string& entry, bool take,
                                  pos::Instant now);

}  // namespace app::core::billing
