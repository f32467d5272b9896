#pragma once

#include "app/core/explain/fields.hpp"
#include "pos/billing/tariff/component.hpp"

namespace app::core::explain {

inline constexpr Words<pos::billing::tariff::ComponentKind, 4> kComponentWords{
    {{"energy", pos::billing::tariff::ComponentKind::energy},
     {"demand", pos::billing::tariff::ComponentKind::demand},
     {"export", pos::billing::tariff::ComponentKind::export_paid},
     {"fixed", pos::billing::tariff::ComponentKind::fixed}}};

/// One charge of an electricity tariff: "name", "kind", and "tiers" with "slots" of season, days,
/// hours and price; or one "price" for all times. A component that makes no sense is a problem.
pos::billing::tariff::Component read_component(Fields& fields);

/// A ratchet of demand by its name: "percent" or "percent_by_month", "months_back", "earlier_kw",
/// "minimum_kw".
pos::billing::tariff::Ratchet read_ratchet(Fields& fields, std::string_view name);

/// "days": some of mon … sun; all where there are none.
std::uint8_t read_days(Fields& fields);

/// "18:00", "18:00:30", and "24:00" where it ends: seconds of the day.
std::int32_t read_time_of_day(Fields& fields, std::string_view name, std::int32_t otherwise,
                              bool is_end);

}  // namespace app::core::explain
