#pragma once

#include <span>

#include "app/core/billing/payments.hpp"

namespace app::core::billing {

/// Writes a payment that was judged, and what it pays, within the caller's transaction of the
/// books. A stream's transaction reads nothing that it has written itself: whoever writes several
/// payments in one shares each out among what those before it have left.
///
/// requires: it is not there already
Outcome<Payment> book_payment(BillingBooks& books, const NewPayment& asked,
                              const JudgedPayment& judged, std::span<const PaidPart> paid,
                              pos::Instant now, pos::Random& random);

}  // namespace app::core::billing
