#pragma once

#include <expected>

#include "pos/journal/projection.hpp"
#include "pos/journal/projector.hpp"

namespace pos::journal {

// The rows of what billing decides; for projector.cpp. Each entry's ledger adds up to nothing, and
// the open items of an account to its receivables.

/// errors: mixed_currencies, sums_differ
std::expected<void, ProjectError> project_document(const DocumentIssued& issued,
                                                   ProjectionWriter& writer);
std::expected<void, ProjectError> project_payment(const PaymentReceived& received,
                                                  ProjectionWriter& writer);
std::expected<void, ProjectError> project_payment(const PaymentReturned& returned,
                                                  ProjectionWriter& writer);
/// errors: mixed_currencies
std::expected<void, ProjectError> project_allocations(const Allocated& allocated,
                                                      ProjectionWriter& writer);
std::expected<void, ProjectError> project_write_off(const WrittenOff& given_up,
                                                    ProjectionWriter& writer);
/// errors: mixed_currencies
std::expected<void, ProjectError> project_lot(const WalletGranted& granted, Instant at,
                                              ProjectionWriter& writer);
std::expected<void, ProjectError> project_lot(const WalletSpent& spent, Instant at,
                                              ProjectionWriter& writer);
std::expected<void, ProjectError> project_lot(const WalletEnded& ended, ProjectionWriter& writer);

/// errors: mixed_currencies, sums_differ
std::expected<void, ProjectError> project_lease(const LeaseGranted& granted, Instant at,
                                                ProjectionWriter& writer);
std::expected<void, ProjectError> project_lease(const LeaseBooked& booked, Instant at,
                                                ProjectionWriter& writer);
/// What tills do with leases is in no book before head office says so.
/// errors: mixed_currencies, sums_differ (a part of nothing, or of another sign)
std::expected<void, ProjectError> project_credit(const CreditUsed& used, ProjectionWriter& writer);
std::expected<void, ProjectError> project_credit(const CreditGivenUp& given_up,
                                                 ProjectionWriter& writer);

/// Units are in no book.
std::expected<void, ProjectError> project_units(const UnitsGranted& granted, Instant at,
                                                ProjectionWriter& writer);
std::expected<void, ProjectError> project_units(const UnitsMoved& moved, Instant at,
                                                ProjectionWriter& writer);
/// errors: mixed_currencies, sums_differ
std::expected<void, ProjectError> project_converted(const Converted& converted,
                                                    ProjectionWriter& writer);
std::expected<void, ProjectError> project_coupon(const CouponRedeemed& redeemed,
                                                 ProjectionWriter& writer);
std::expected<void, ProjectError> project_coupon(const CouponStopped& stopped,
                                                 ProjectionWriter& writer);
/// errors: mixed_currencies
std::expected<void, ProjectError> project_coupon(const CouponsApplied& applied,
                                                 ProjectionWriter& writer);

/// Attempts are in no book; what they bring in is.
std::expected<void, ProjectError> project_attempt(const AttemptPrepared& prepared, Instant at,
                                                  ProjectionWriter& writer);
std::expected<void, ProjectError> project_attempt(const AttemptSent& sent, Instant at,
                                                  ProjectionWriter& writer);
std::expected<void, ProjectError> project_attempt(const AttemptUnclear& unclear, Instant at,
                                                  ProjectionWriter& writer);
std::expected<void, ProjectError> project_attempt(const AttemptEnded& ended, Instant at,
                                                  ProjectionWriter& writer);

}  // namespace pos::journal
