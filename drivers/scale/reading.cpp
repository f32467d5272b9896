#include "drivers/scale/reading.hpp"

#include <array>

namespace drivers::scale {

namespace {

constexpr std::array<std::string_view, 4> kNames{"kg", "g", "lb", "oz"};

}  // namespace

std::string_view name_of(Unit unit) {
    return kNames[static_cast<std::size_t>(unit)];
}

std::optional<Unit> unit_named(std::string_view name) {
    for (std::size_t at = 0; at < kNames.size(); ++at) {
        if (kNames[at] == name) return static_cast<Unit>(at);
    }
    return std::nullopt;
}

std::optional<pos::Quantity> converted(pos::Quantity weight, Unit from, Unit to) {
    if (from == to) return weight;
    const auto scaled = [&](std::int64_t times, std::int64_t over) -> std::optional<pos::Quantity> {
        const std::int64_t product = weight.millionths * times;
        if (product % over != 0) return std::nullopt;
        return pos::Quantity{product / over};
    };
    constexpr std::int64_t kGrams = 1'000;
    constexpr std::int64_t kOunces = 16;
    if (from == Unit::kilogram && to == Unit::gram) return scaled(kGrams, 1);
    if (from == Unit::gram && to == Unit::kilogram) return scaled(1, kGrams);
    if (from == Unit::pound && to == Unit::ounce) return scaled(kOunces, 1);
    if (from == Unit::ounce && to == Unit::pound) return scaled(1, kOunces);
    return std::nullopt;
}

}  // namespace drivers::scale
