#pragma once

#include <expected>

#include "pos/journal/entry.hpp"
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

}  // namespace pos::journal
