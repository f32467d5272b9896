#pragma once

#include "pos/billing/invoice/syntax/fields.hpp"

namespace pos::billing::invoice::cii {

std::optional<Date> read_date(Fields& fields, std::string_view name);
std::optional<Period> read_period(Fields& fields);
std::optional<Address> read_address(Fields& fields);
/// An identifier with a scheme (GlobalID), else one without (ID).
Identifier read_id(Fields& fields);
/// `contact_rule` is broken by a contact that names both a person and a department.
Party read_party(Fields& fields, std::string_view contact_rule);
Payee read_payee(Fields& fields);
TaxRepresentative read_representative(Fields& fields);
void read_allowances(Fields& holder, std::vector<AllowanceCharge>& allowances, bool of_document);
void read_lines(Fields& transaction, Invoice& invoice);

}  // namespace pos::billing::invoice::cii
