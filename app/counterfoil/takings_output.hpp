#pragma once

#include <iosfwd>
#include <vector>

#include "app/counterfoil/output.hpp"
#include "pos/report/takings.hpp"

namespace app::counterfoil {

/// Writes a breakdown of takings.
///
/// shape: JSON is an array of objects: the key of the breakdown (day; hour; department and name;
///        tender and name; cashier; branch and day; item and name), currency, counts as numbers,
///        amounts as decimal strings; by day also `tenders`, an array of {tender, name, kind,
///        payments, gross, refunded, net}. With margins: without_tax, cost, margin, margin_percent
///        (null where nothing came in) and without_cost, the takings of what says no cost and is in
///        no margin. Tables and CSV have the same columns, without the tenders.
struct TakingsShape {
    pos::report::TakingsBy by{};
    bool margin{false};
};
void write_takings(std::ostream& out, Format format, TakingsShape shape,
                   const std::vector<pos::report::TakingsRow>& rows);

}  // namespace app::counterfoil
