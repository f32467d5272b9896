#pragma once

#include "app/core/explain/fields.hpp"
#include "pos/billing/cycle/periods.hpp"

namespace app::core::explain {

/// The fields of a "proration": how parts of a period are paid.
pos::billing::cycle::Proration read_proration(Fields fields);

/// "mode": in_advance, in_arrears or in_arrears_greedy; in advance where nothing is said.
pos::billing::cycle::Mode read_mode(Fields& fields);

}  // namespace app::core::explain
