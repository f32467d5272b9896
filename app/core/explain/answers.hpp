#pragma once

#include <span>
#include <vector>

#include "app/core/explain/explain.hpp"
#include "app/core/explain/fields.hpp"
#include "pos/billing/rated.hpp"

namespace app::core::explain {

/// A figure as a text: shortest, exact.
Json text_of(pos::Exact figure);

/// A line's figures; those that are zero where they mostly are, are left out.
Json json_of(const pos::billing::Line& line);
Json json_of(std::span<const pos::billing::Line> lines);

/// A kind of request and who answers it.
struct Known {
    Kind kind;
    Json (*explain)(Fields&);
};
const std::vector<Known>& known();

// One for each kind. Where something is refused the answer counts for nothing.
Json explain_charge(Fields& fields);
Json explain_parts(Fields& fields);
Json explain_periods(Fields& fields);
Json explain_wallet(Fields& fields);
Json explain_call(Fields& fields);
Json explain_tariff(Fields& fields);

}  // namespace app::core::explain
