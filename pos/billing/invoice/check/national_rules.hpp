#pragma once

#include <optional>
#include <string>

#include "pos/billing/invoice/check/findings.hpp"

namespace pos::billing::invoice::check {

/// What Peppol asks of sellers in Denmark, Italy, the Netherlands, Norway and Sweden. Germany's are
/// XRechnung's (german_rules); Greece's and Iceland's are not checked.
void check_national(Findings& findings);
void check_denmark(Findings& findings);

/// In capitals; empty where there is none.
std::string country_of(const std::optional<Address>& address);

}  // namespace pos::billing::invoice::check
