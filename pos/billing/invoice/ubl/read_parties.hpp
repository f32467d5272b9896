#pragma once

#include "pos/billing/invoice/syntax/fields.hpp"

namespace pos::billing::invoice::ubl {

std::optional<Address> read_address(Fields& holder, std::string_view name);

// Each reads the groups of its name, and the creditor's identifier where it stands among them.
void read_seller(Fields& root, Invoice& invoice);
void read_buyer(Fields& root, Invoice& invoice);
void read_payee(Fields& root, Invoice& invoice);
void read_tax_representative(Fields& root, Invoice& invoice);

}  // namespace pos::billing::invoice::ubl
