#pragma once

#include "pos/billing/invoice/syntax/fields.hpp"

namespace pos::billing::invoice::cii {

/// ApplicableHeaderTradeSettlement: how it is paid, taxes, allowances, totals, earlier invoices.
void read_settlement(Fields& fields, Invoice& invoice);

}  // namespace pos::billing::invoice::cii
