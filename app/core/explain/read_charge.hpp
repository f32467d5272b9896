#pragma once

#include "app/core/explain/fields.hpp"
#include "pos/billing/charge.hpp"
#include "pos/billing/usage.hpp"
#include "pos/money/currency.hpp"

namespace app::core::explain {

/// The fields of a charge: "model" and what that model asks for, "convert", "discount", "minimum",
/// "maximum", "rounding", "credits_beyond". A charge that makes no sense is a problem.
pos::billing::Charge read_charge(Fields& fields);
/// The same where the currency is told already.
pos::billing::Charge read_charge(Fields& fields, pos::Currency currency);

/// The same where the model is known, and its fields were read.
pos::billing::Charge read_charge(Fields& fields, pos::Currency currency, pos::billing::Model model);

/// "usage": quantity and whatever its model reads.
pos::billing::Usage read_usage(Fields fields);

/// "rounding", which begins with the currency's own decimals.
pos::billing::RoundingPolicy read_rounding(Fields& fields, pos::Currency currency);

/// "currency"; a problem where it is none.
pos::Currency read_currency(Fields& fields);

}  // namespace app::core::explain
