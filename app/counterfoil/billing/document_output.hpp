#pragma once

#include <iosfwd>
#include <nlohmann/json.hpp>

#include "pos/journal/events/billing.hpp"

namespace app::counterfoil {

/// A document with its lines, how each came about, and its taxes.
nlohmann::ordered_json json_of(const pos::journal::DocumentIssued& issued);

}  // namespace app::counterfoil
