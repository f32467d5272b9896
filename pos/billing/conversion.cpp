#include "pos/billing/conversion.hpp"

namespace pos::billing {

Exact convert(const Conversion& conversion, Exact metered) {
    const Exact sold = conversion.by == ConvertBy::dividing ? quotient(metered, conversion.factor)
                                                            : product(metered, conversion.factor);
    if (!conversion.rounding) return sold;
    return round_to(sold, conversion.step, *conversion.rounding);
}

Converted convert(const Conversion& conversion, Exact quantity, Exact before) {
    const Exact sold_before = convert(conversion, before);
    if (conversion.of == ConversionOf::part) return {convert(conversion, quantity), sold_before};
    return {convert(conversion, before + quantity) - sold_before, sold_before};
}

}  // namespace pos::billing
