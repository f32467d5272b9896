#pragma once

#include <optional>

#include "app/core/explain/fields.hpp"
#include "pos/billing/cycle/schedule.hpp"
#include "pos/locale/zone.hpp"

namespace app::core::explain {

/// "every": day, week, thirty_days, month, quarter, half_year or year; "times": how many of them.
pos::billing::cycle::Every read_every(Fields& fields);

/// The fewest days that a period may have.
int days_at_least(const pos::billing::cycle::Every& every);

/// Dates between 1900 and 2200, so that no sum of them leaves the calendar.
pos::Date read_date(Fields& fields, std::string_view name);
std::optional<pos::Date> read_date_if(Fields& fields, std::string_view name);

/// "zone": an IANA name.
std::optional<pos::locale::Zone> read_zone_if(Fields& fields);
pos::locale::Zone read_zone_or_utc(Fields& fields);

/// Instants in the same years.
pos::Instant read_instant(Fields& fields, std::string_view name);
std::optional<pos::Instant> read_instant_if(Fields& fields, std::string_view name);

}  // namespace app::core::explain
