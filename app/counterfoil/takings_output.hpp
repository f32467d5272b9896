#pragma once

#include <iosfwd>
#include <vector>

#include "app/counterfoil/output.hpp"
#include "pos/report/takings.hpp"

namespace app::counterfoil {

/// Writes a breakdown of takings.
///
/// shape: JSON is an array of objects: the key of the breakdown (day; hour; department and name;
///        tender and name; cashier; branch and day), currency, counts as numbers, amounts as
///        decimal strings; by day also `tenders`, an array of {tender, name, kind, payments, gross,
///        refunded, net}. Tables and CSV have the same columns, without the tenders.
void write_takings(std::ostream& out, Format format, pos::report::TakingsBy by,
                   const std::vector<pos::report::TakingsRow>& rows);

}  // namespace app::counterfoil
