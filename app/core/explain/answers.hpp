#pragma once

#include <span>
#include <string_view>

#include "app/core/explain/fields.hpp"
#include "pos/billing/rated.hpp"

namespace app::core::explain {

/// A figure as a text: shortest, exact.
Json text_of(pos::Exact figure);

/// A line's figures; those that are zero where they mostly are, are left out.
Json json_of(const pos::billing::Line& line);
Json json_of(std::span<const pos::billing::Line> lines);

// One for each kind of request, beside its example in explain.cpp.
Json explain_charge(Fields& fields);
Json explain_parts(Fields& fields);

}  // namespace app::core::explain
