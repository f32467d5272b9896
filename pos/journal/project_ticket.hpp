#pragma once

#include <expected>

#include "pos/journal/entry.hpp"
#include "pos/journal/events/cart.hpp"
#include "pos/journal/events/sale.hpp"
#include "pos/journal/projection.hpp"
#include "pos/journal/projector.hpp"

namespace pos::journal {

/// The projector of finished tickets: sale, lines, tenders, taxes, stock, returned quantities and
/// every roll-up.
///
/// errors: mixed_currencies, line_twice, before anything is written
std::expected<void, ProjectError> project_ticket(const Entry& entry, const SaleRecord& record,
                                                 TicketKind kind, ProjectionWriter& writer);

/// Puts a ticket of bills into the tables: the ticket, what was paid, and the payments among those
/// of the drawer; nothing among sales, departments or taxes.
///
/// errors: mixed_currencies, sums_differ
std::expected<void, ProjectError> project_bill(const Entry& entry, const SaleRecord& record,
                                               ProjectionWriter& writer);

/// The projector of a payment that was entered as what it was not: the roll-up of tenders alone.
std::expected<void, ProjectError> project_tender_correction(const Entry& entry,
                                                            const TenderCorrected& corrected,
                                                            ProjectionWriter& writer);

}  // namespace pos::journal
