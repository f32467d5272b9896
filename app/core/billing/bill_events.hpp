#pragma once

#include <cstddef>
#include <optional>

#include "app/core/invoice/listing.hpp"
#include "pos/billing/plan/plan.hpp"
#include "pos/locale/zone.hpp"
#include "pos/store/billing/documents.hpp"
#include "pos/store/db/connection.hpp"

namespace app::core::billing {

struct EventsAsked {
    const pos::store::billing::StoredDocument& document;
    const pos::journal::DocumentLine& line;        // one of its lines
    const pos::billing::plan::PlanCharge& charge;  // that the line is of
    const pos::locale::Zone& zone;                 // of the line's account
    std::size_t room{0};                           // that many are listed
};

/// The calls or events that a line of a document is the sum of, as they were known when it was
/// issued; of what came late, those that came since the bill before. Each call has what it cost.
///
/// Nothing where the charge is of something else, or where what is stored today does not come to
/// the line's own quantity, and to what prepaid units covered besides: a list that does not add up
/// is worse than none. What calls cost is left out where it does not come to the line's steps, or
/// units covered some of it.
pos::store::db::Result<std::optional<app::core::invoice::Listing>> events_of(
    pos::store::db::Connection& db, const EventsAsked& asked);

}  // namespace app::core::billing
