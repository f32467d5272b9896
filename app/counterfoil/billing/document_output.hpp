#pragma once

#include <iosfwd>
#include <nlohmann/json.hpp>

#include "app/core/billing/write_invoice.hpp"
#include "app/core/failure.hpp"
#include "pos/journal/events/billing.hpp"

namespace app::counterfoil {

/// A document with its lines, how each came about, and its taxes.
nlohmann::ordered_json json_of(const pos::journal::DocumentIssued& issued);

/// What a file of JSON says is to be billed or offered; "-" is standard input.
core::Outcome<core::billing::NewInvoice> read_offer(const std::string& file);

}  // namespace app::counterfoil
