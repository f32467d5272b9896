#pragma once

#include "pos/billing/invoice/syntax/fields.hpp"

namespace pos::billing::invoice::ubl {

// Each reads the groups of its name below the root.
void read_payment(Fields& root, Invoice& invoice);
void read_allowances(Fields& holder, std::vector<AllowanceCharge>& allowances, bool of_document);
void read_taxes(Fields& root, Invoice& invoice);
void read_totals(Fields& root, Invoice& invoice);
void read_lines(Fields& root, Invoice& invoice, bool credit_note);

std::optional<TaxCategory> read_category(Fields& fields);
std::optional<Period> read_period(Fields& holder, std::string_view rule, std::string* code);

}  // namespace pos::billing::invoice::ubl
