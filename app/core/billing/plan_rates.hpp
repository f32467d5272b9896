#pragma once

#include <memory>

#include "app/core/explain/fields.hpp"
#include "pos/billing/plan/record_rates.hpp"

namespace app::core::billing {

inline constexpr std::size_t kDeckMax = 100'000;

/// The fields of a charge whose model is "calls": "deck", "windows" or "tariff", and "bundle".
std::shared_ptr<const pos::billing::plan::CallRates> read_call_rates(explain::Fields& fields);

/// The fields of a charge whose model is "time_of_use": "components" of energy and demand, and
/// "minutes".
std::shared_ptr<const pos::billing::plan::TimeRates> read_time_rates(explain::Fields& fields);

}  // namespace app::core::billing
