#pragma once

#include <optional>

#include "pos/money/rounding.hpp"

namespace pos {

/// An exact fraction in lowest terms; the denominator is positive.
struct Ratio {
    Wide numerator{0};
    Wide denominator{1};
    bool operator==(const Ratio&) const = default;
};

/// The greatest common divisor of both magnitudes; 0 if both are 0.
Wide common_divisor(Wide a, Wide b);

// Each is empty where a figure outgrows 128 bits, and where a denominator would be zero.
std::optional<Ratio> ratio(Wide numerator, Wide denominator);
std::optional<Ratio> add(Ratio a, Ratio b);
std::optional<Ratio> subtract(Ratio a, Ratio b);
std::optional<Ratio> multiply(Ratio a, Ratio b);
std::optional<Ratio> divide(Ratio a, Ratio b);

}  // namespace pos
