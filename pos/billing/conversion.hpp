#pragma once

#include <cstdint>
#include <optional>

#include "pos/money/exact.hpp"
#include "pos/money/rounding.hpp"

namespace pos::billing {

enum class ConvertBy : std::uint8_t { multiplying, dividing };

/// What is rounded once it is converted.
enum class ConversionOf : std::uint8_t {
    part,    // each part of a period by itself: 1.4 and 1.3 begun make 2 + 2
    period,  // what the period came to so far: 1.4 and then 2.7 make 2 + 1
};

/// From the unit that is metered to the unit that is sold: bytes to gigabytes, minutes to begun
/// tenths of an hour.
struct Conversion {
    ConvertBy by{ConvertBy::dividing};
    Exact factor{kExactScale};
    std::optional<RoundingMode> rounding;  // empty: not rounded
    Exact step{kExactScale};               // to multiples of what
    ConversionOf of{ConversionOf::part};
    bool operator==(const Conversion&) const = default;
};

/// requires: factor > 0, step > 0
Exact convert(const Conversion& conversion, Exact metered);

/// A quantity and what was used before it in its period, in sold units.
struct Converted {
    Exact quantity;
    Exact before;
};
Converted convert(const Conversion& conversion, Exact quantity, Exact before);

}  // namespace pos::billing
