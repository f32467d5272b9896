#pragma once

#include <expected>
#include <string>
#include <string_view>

#include "app/core/imports/figures.hpp"
#include "pos/money/exact.hpp"

namespace app::core::meter {

/// A figure of a table of readings: plain decimals as machines write them, with an exponent too, to
/// fourteen places; else as a person wrote it, with the decimals' sign as said.
///
/// requires: text is not blank
/// errors:   in words
std::expected<pos::Exact, std::string> read_figure(std::string_view text,
                                                   imports::DecimalSign sign);

}  // namespace app::core::meter
