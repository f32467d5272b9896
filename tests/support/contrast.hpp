#pragma once

#include <algorithm>
#include <cmath>

#include "app/till/ui/theme.hpp"

namespace test {

/// How much lighter one colour is than another, from 1 to 21.
///
/// source: WCAG 2.2, "relative luminance" and "contrast ratio"
inline double luminance(till::ui::Colour colour) {
    const auto linear = [](std::uint8_t part) {
        const double c = part / 255.0;
        return c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * linear(colour.red) + 0.7152 * linear(colour.green) +
           0.0722 * linear(colour.blue);
}
inline double contrast(till::ui::Colour a, till::ui::Colour b) {
    const double light = std::max(luminance(a), luminance(b));
    const double dark = std::min(luminance(a), luminance(b));
    return (light + 0.05) / (dark + 0.05);
}

/// What WCAG 2.2 AA asks of text (1.4.3), and of edges and signs without words (1.4.11).
inline constexpr double kTextContrast = 4.5;
inline constexpr double kLargeContrast = 3;

}  // namespace test
