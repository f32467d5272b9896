#include "drivers/meter/decimal.hpp"

#include <array>
#include <charconv>
#include <cmath>
#include <string_view>

#include "pos/base/assert.hpp"

namespace drivers::meter {

namespace {

using pos::Exact;
using pos::Wide;

constexpr Wide kMax = Wide{1'000'000'000} * pos::kExactScale * pos::kExactScale;  // 10^23

template <class Number>
std::optional<Exact> shortest(Number number, int power_of_ten) {
    if (!std::isfinite(number)) return std::nullopt;
    std::array<char, 64> room{};
    const auto written = std::to_chars(room.data(), room.data() + room.size(), number,
                                       std::chars_format::scientific);
    POS_ASSERT(written.ec == std::errc{});
    const std::string_view text{room.data(), written.ptr};
    const std::size_t e = text.find('e');
    Wide digits = 0;
    int behind_point = 0;
    bool point = false;
    for (const char c : text.substr(0, e)) {
        if (c == '.') point = true;
        if (c < '0' || c > '9') continue;
        digits = digits * 10 + (c - '0');
        if (point) ++behind_point;
    }
    int exponent = 0;
    std::string_view power = text.substr(e + 1);
    if (power.starts_with('+')) power.remove_prefix(1);
    std::from_chars(power.data(), power.data() + power.size(), exponent);
    if (text.starts_with('-')) digits = -digits;
    return scaled(Exact{digits * pos::kExactScale}, 1, exponent - behind_point + power_of_ten);
}

}  // namespace

std::optional<pos::Exact> scaled(pos::Exact figure, int times, int power_of_ten) {
    Wide value = figure.e14;
    if (__builtin_mul_overflow(value, Wide{times}, &value)) return std::nullopt;
    for (; power_of_ten > 0 && value != 0; --power_of_ten) {
        if (__builtin_mul_overflow(value, Wide{10}, &value)) return std::nullopt;
    }
    Wide divisor = 1;
    for (; power_of_ten < 0; ++power_of_ten) {
        if (__builtin_mul_overflow(divisor, Wide{10}, &divisor)) return Exact{};
    }
    const Wide rest = value % divisor;
    value /= divisor;
    const Wide size = rest < 0 ? -rest : rest;
    if (size >= divisor - size) value += rest < 0 ? -1 : (rest > 0 ? 1 : 0);
    if (value >= kMax || value <= -kMax) return std::nullopt;
    return Exact{value};
}

std::optional<pos::Exact> exact_of(float number, int power_of_ten) {
    return shortest(number, power_of_ten);
}
std::optional<pos::Exact> exact_of(double number, int power_of_ten) {
    return shortest(number, power_of_ten);
}

std::optional<pos::Exact> multiplied(pos::Exact a, pos::Exact b) {
    // Enough of a check, as product() wants no more than the order of its result.
    const double size = std::abs(static_cast<double>(a.e14)) * std::abs(static_cast<double>(b.e14));
    if (size >= 1e50) return std::nullopt;  // 10^22 by 10^28
    return pos::product(a, b);
}

}  // namespace drivers::meter
