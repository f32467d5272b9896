#pragma once

#include <optional>

#include "pos/money/exact.hpp"

/// Figures of meters as exact decimals.
namespace drivers::meter {

/// figure × times × 10^power, rounded to 10^-14; nothing beyond 10^23.
std::optional<pos::Exact> scaled(pos::Exact figure, int times, int power_of_ten);

/// The shortest decimal that is read back as that number: 21.6 of 21.60000038.
std::optional<pos::Exact> exact_of(float number, int power_of_ten = 0);
std::optional<pos::Exact> exact_of(double number, int power_of_ten = 0);

/// a × b; nothing beyond 10^23.
std::optional<pos::Exact> multiplied(pos::Exact a, pos::Exact b);

}  // namespace drivers::meter
