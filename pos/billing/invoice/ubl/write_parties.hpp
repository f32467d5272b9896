#pragma once

#include <string_view>

#include "pos/billing/invoice/invoice.hpp"
#include "pos/xml/write.hpp"

namespace pos::billing::invoice::ubl {

void write_address(xml::Writer& xml, std::string_view name, const std::optional<Address>& address);
/// Seller, buyer, payee and tax representative, in the order of the schema.
void write_parties(xml::Writer& xml, const Invoice& invoice);

}  // namespace pos::billing::invoice::ubl
