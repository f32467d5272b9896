#pragma once

#include <cstdint>
#include <expected>
#include <string>
#include <string_view>
#include <vector>

#include "pos/money/decimal.hpp"

namespace app::core::imports {

/// Which sign parts the decimals in a file.
enum class DecimalSign {
    /// Either, as each figure shows by itself. A figure that reads two ways ("1,299") is refused;
    /// a single point parts decimals ("1.299"), as machines write them, but see LonePoint.
    either,
    point,
    comma,
};

/// What a single point is in a figure that reads two ways ("1.299") where the file does not say
/// which sign parts decimals.
enum class LonePoint {
    decimals,
    asks,  // it is refused, as with a comma
};

enum class FigureError {
    not_a_figure,
    ambiguous,  // thousands or decimals?
    too_many_decimals,
    out_of_range,
};

/// Reads the figures of a file: digits of any script, thousands grouped, currency signs and spaces
/// around.
class FigureReader {
public:
    /// `currency_signs` may stand before or behind a figure, with a space or without; see
    /// pos/locale/currency_signs.hpp.
    FigureReader(DecimalSign sign, std::vector<std::string> currency_signs,
                 LonePoint lone_point = LonePoint::decimals)
        : sign_(sign), currency_signs_(std::move(currency_signs)), lone_point_(lone_point) {}

    /// An integer number of 10^-decimals.
    ///
    /// requires: decimals <= 9; text is not blank
    std::expected<std::int64_t, FigureError> read(std::string_view text, unsigned decimals) const;

private:
    std::string_view without_currency(std::string_view text) const;

    DecimalSign sign_;
    std::vector<std::string> currency_signs_;
    LonePoint lone_point_;
};

}  // namespace app::core::imports
