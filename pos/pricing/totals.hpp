#pragma once

#include "pos/pricing/price.hpp"

namespace pos::pricing {

/// Sums the lines into the document's totals and groups.
///
/// requires: every line complete, the groups named and zero
/// ensures:  false where a sum leaves Money's range
bool add_up(Currency currency, PricedDocument& document);

}  // namespace pos::pricing
