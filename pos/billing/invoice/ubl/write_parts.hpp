#pragma once

#include "pos/billing/invoice/invoice.hpp"
#include "pos/xml/write.hpp"

namespace pos::billing::invoice::ubl {

// Parts of a UBL document, in the order of the schema.
void write_payment(xml::Writer& xml, const Invoice& invoice, bool credit_note);
void write_allowances(xml::Writer& xml, const std::vector<AllowanceCharge>& allowances,
                      std::string_view currency);
void write_taxes(xml::Writer& xml, const Invoice& invoice);
void write_totals(xml::Writer& xml, const Invoice& invoice);
void write_lines(xml::Writer& xml, const Invoice& invoice, bool credit_note);
void write_period(xml::Writer& xml, const std::optional<Period>& period, std::string_view code);

}  // namespace pos::billing::invoice::ubl
