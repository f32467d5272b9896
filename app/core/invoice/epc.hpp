#pragma once

#include <optional>
#include <string>

#include "pos/billing/invoice/invoice.hpp"

namespace app::core::invoice {

/// What a banking app reads from the code on an invoice: payee, account, amount, reference. Empty
/// where there is nothing to transfer in euro to an IBAN.
///
/// source: European Payments Council, EPC069-12, version 002
std::optional<std::string> epc_payload(const pos::billing::invoice::Invoice& invoice);

}  // namespace app::core::invoice
