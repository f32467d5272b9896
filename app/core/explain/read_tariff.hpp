#pragma once

#include "app/core/explain/fields.hpp"
#include "pos/billing/call/tariff.hpp"

namespace app::core::explain {

/// The fields of a call's tariff: "connect_fee", "rates", how each increment and the total are
/// rounded, "maximum". A tariff that makes no sense is a problem.
pos::billing::call::Tariff read_tariff(Fields& fields);

/// "days", "from", "weight" and "tariff".
pos::billing::call::Window read_window(Fields& fields);

}  // namespace app::core::explain
