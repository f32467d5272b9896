#pragma once

#include <string>

#include "pos/locale/locale.hpp"

namespace pos::locale {

/// A figure as on a counter's face, digits and a point, with the sign that parts decimals here:
/// "012345.6" → "012345,6". Its digits are not grouped.
inline std::string plain_figure(std::string figure, const Locale& locale) {
    if (const auto point = figure.find('.'); point != std::string::npos) {
        figure.replace(point, 1, locale.decimal_sign());
    }
    return figure;
}

}  // namespace pos::locale
