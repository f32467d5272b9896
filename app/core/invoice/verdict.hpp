#pragma once

#include <string>
#include <vector>

#include "pos/billing/invoice/check/check.hpp"

namespace app::core::invoice {

/// Whose rules a user asks for; `named` are those that the invoice says it keeps (BT-24). XRechnung
/// and Peppol are asked for beside EN 16931.
enum class Asked { named, en16931, xrechnung, peppol };

/// What is to be said of an invoice.
struct Verdict {
    std::vector<pos::billing::invoice::check::Finding> findings;
    bool ok{false};  // nothing is fatal
};

/// Besides the rules, which allow a currency unit of slack, a warning CF-CENTS for each total and
/// each VAT group that is off by a cent or more.
Verdict judge(const pos::billing::invoice::Reading& reading, Asked asked);

}  // namespace app::core::invoice
