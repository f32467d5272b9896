#pragma once

#include "pos/billing/invoice/check/findings.hpp"

namespace pos::billing::invoice::check {

/// The German rules, which XRechnung asks of every invoice (BR-DE-5, BR-DE-23-a) and Peppol of
/// those inside Germany (DE-R-005, DE-R-023-1).
enum class GermanIds { xrechnung, peppol };
void check_german(Findings& findings, GermanIds ids);

}  // namespace pos::billing::invoice::check
