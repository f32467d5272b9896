#include "drivers/scale/hid.hpp"

#include <cstdint>

namespace drivers::scale::hid {

namespace {

constexpr std::size_t kWithoutNumber = 5;  // bytes

/// source: HID POS usage tables, 0x8D: status 0x71 to 0x78 in order
Condition condition_of(unsigned status) {
    switch (status) {
        case 2:
            return Condition::zero;
        case 3:
            return Condition::moving;
        case 4:
            return Condition::stable;
        case 5:
            return Condition::under;
        case 6:
            return Condition::over;
        case 1:
        case 7:
        case 8:
            return Condition::not_ready;
        default:
            return Condition::not_read;
    }
}

/// source: HID POS usage tables, 0x8D: units 0x51 to 0x5C in order
std::optional<Unit> unit_of(unsigned code) {
    switch (code) {
        case 2:
            return Unit::gram;
        case 3:
            return Unit::kilogram;
        case 11:
            return Unit::ounce;
        case 12:
            return Unit::pound;
        default:
            return std::nullopt;
    }
}

/// value × 10^power in millionths; empty where that is no whole number of them, or out of any
/// scale's reach.
std::optional<pos::Quantity> quantity(std::int64_t value, int power) {
    if (power < -6 || power > 6) return std::nullopt;
    std::int64_t millionths = value;
    for (int at = 0; at < power + 6; ++at) {
        millionths *= 10;
        if (millionths > 1'000'000'000'000) return std::nullopt;
    }
    return pos::Quantity{millionths};
}

}  // namespace

Reading read_report(pos::BytesView report) {
    Reading reading{.condition = Condition::not_read};
    if (report.size() < kWithoutNumber) return reading;
    const auto data = report.size() == kWithoutNumber ? report : report.subspan(1);
    const auto byte = [&](std::size_t at) { return std::to_integer<unsigned>(data[at]); };
    const auto unit = unit_of(byte(1));
    const auto power = static_cast<std::int8_t>(byte(2));
    const auto weight = quantity(byte(3) + (static_cast<std::int64_t>(byte(4)) << 8U), power);
    reading.condition = condition_of(byte(0));
    if (unit) reading.unit = *unit;
    if (weight) reading.weight = *weight;
    const bool tells_weight = unit && weight;
    if (reading.condition == Condition::stable && !tells_weight) {
        reading.condition = Condition::not_read;
    } else if (reading.condition == Condition::stable && weight->millionths == 0) {
        reading.condition = Condition::zero;
    }
    if (reading.condition == Condition::zero) reading.weight = {};
    return reading;
}

}  // namespace drivers::scale::hid
