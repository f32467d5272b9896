#pragma once

namespace app::core::invoice {

/// Parts of 1.
struct Colour {
    double red{0};
    double green{0};
    double blue{0};
};

// The colours of a bill's chart, by what they mean; all others are shades of grey. They are those
// of the theme "light-safe", which people tell apart who do not see red from green or blue from
// yellow, and each is another grey on a printer that has none: nearly black, pale, striped on
// white.
inline constexpr Colour kBarOfThisBill{0.043, 0.373, 0.647};
inline constexpr Colour kBarOfBefore{0.757, 0.796, 0.839};
inline constexpr Colour kBarOfLastYear{0.043, 0.373, 0.647};  // the stripes; white between them
inline constexpr Colour kPaper{1, 1, 1};

}  // namespace app::core::invoice
