#include "drivers/meter/mbus/vif.hpp"

#include <array>

#include "pos/base/assert.hpp"

namespace drivers::meter::mbus {

namespace {

/// Codes that differ by the power of ten alone: `first` to `first + count - 1`, the lowest power
/// first.
struct Scaled {
    std::uint8_t first;
    std::uint8_t count;
    std::string_view quantity;
    std::string_view unit;
    int power_of_ten;
};

/// Codes that differ by the unit of time: seconds, minutes, hours, days from `first` on, the first
/// `skipped` of them left out.
struct Timed {
    std::uint8_t first;
    std::uint8_t count;
    std::uint8_t skipped;
    std::string_view quantity;
};

struct Plain {
    std::uint8_t code;
    std::string_view quantity;
    std::string_view unit;
    Kind kind;
};

constexpr std::array kScaled{
    Scaled{0x00, 8, "energy", "Wh", -3},
    Scaled{0x08, 8, "energy", "J", 0},
    Scaled{0x10, 8, "volume", "m³", -6},
    Scaled{0x18, 8, "mass", "kg", -3},
    Scaled{0x28, 8, "power", "W", -3},
    Scaled{0x30, 8, "power", "J/h", 0},
    Scaled{0x38, 8, "volume flow", "m³/h", -6},
    Scaled{0x40, 8, "volume flow", "m³/min", -7},
    Scaled{0x48, 8, "volume flow", "m³/s", -9},
    Scaled{0x50, 8, "mass flow", "kg/h", -3},
    Scaled{0x58, 4, "flow temperature", "°C", -3},
    Scaled{0x5C, 4, "return temperature", "°C", -3},
    Scaled{0x60, 4, "temperature difference", "K", -3},
    Scaled{0x64, 4, "external temperature", "°C", -3},
    Scaled{0x68, 4, "pressure", "bar", -3},
};
constexpr std::array kTimed{
    Timed{0x20, 4, 0, "on time"},
    Timed{0x24, 4, 0, "operating time"},
    Timed{0x70, 4, 0, "averaging duration"},
    Timed{0x74, 4, 0, "actuality duration"},
};
constexpr std::array kPlain{
    Plain{0x6C, "date", "", Kind::date},
    Plain{0x6D, "date and time", "", Kind::date},
    Plain{0x6E, "heat cost allocation", "HCA units", Kind::number},
    Plain{0x78, "fabrication number", "", Kind::bits},
    Plain{0x79, "identification", "", Kind::bits},
    Plain{0x7A, "bus address", "", Kind::bits},
    Plain{0x7E, "any", "", Kind::bits},
    Plain{0x7F, "manufacturer specific", "", Kind::bits},
};

// Behind FB.
constexpr std::array kScaledB{
    Scaled{0x00, 2, "energy", "Wh", 5},
    Scaled{0x02, 2, "reactive energy", "varh", 3},
    Scaled{0x04, 2, "apparent energy", "VAh", 3},
    Scaled{0x08, 2, "energy", "J", 8},
    Scaled{0x0C, 4, "energy", "cal", 5},
    Scaled{0x10, 2, "volume", "m³", 2},
    Scaled{0x14, 4, "reactive power", "var", 0},
    Scaled{0x18, 2, "mass", "kg", 5},
    Scaled{0x1A, 2, "relative humidity", "%", -1},
    Scaled{0x20, 1, "volume", "ft³", 0},
    Scaled{0x21, 1, "volume", "ft³", -1},
    Scaled{0x22, 2, "volume", "gal", -1},
    Scaled{0x24, 1, "volume flow", "gal/min", -3},
    Scaled{0x25, 1, "volume flow", "gal/min", 0},
    Scaled{0x26, 1, "volume flow", "gal/h", 0},
    Scaled{0x28, 2, "power", "W", 5},
    Scaled{0x2C, 4, "frequency", "Hz", -3},
    Scaled{0x30, 2, "power", "J/h", 8},
    Scaled{0x34, 4, "apparent power", "VA", 0},
    Scaled{0x58, 4, "flow temperature", "°F", -3},
    Scaled{0x5C, 4, "return temperature", "°F", -3},
    Scaled{0x60, 4, "temperature difference", "°F", -3},
    Scaled{0x64, 4, "external temperature", "°F", -3},
    Scaled{0x70, 4, "temperature limit", "°F", -3},
    Scaled{0x74, 4, "temperature limit", "°C", -3},
    Scaled{0x78, 8, "highest power", "W", -3},
};

// Behind FD.
constexpr std::array kScaledD{
    Scaled{0x00, 4, "credit", "currency units", -3},
    Scaled{0x04, 4, "debit", "currency units", -3},
    Scaled{0x40, 16, "voltage", "V", -9},
    Scaled{0x50, 16, "current", "A", -12},
};
constexpr std::array kTimedD{
    Timed{0x24, 4, 0, "storage interval"},      Timed{0x2C, 4, 0, "time since last readout"},
    Timed{0x31, 3, 1, "tariff duration"},       Timed{0x34, 4, 0, "tariff period"},
    Timed{0x68, 2, 2, "time since cumulation"}, Timed{0x6C, 2, 2, "battery time"},
};
constexpr std::array kPlainD{
    Plain{0x08, "access number", "", Kind::bits},
    Plain{0x09, "medium", "", Kind::bits},
    Plain{0x0A, "manufacturer", "", Kind::bits},
    Plain{0x0B, "parameter set", "", Kind::bits},
    Plain{0x0C, "model or version", "", Kind::bits},
    Plain{0x0D, "hardware version", "", Kind::bits},
    Plain{0x0E, "firmware version", "", Kind::bits},
    Plain{0x0F, "software version", "", Kind::bits},
    Plain{0x10, "customer location", "", Kind::bits},
    Plain{0x11, "customer", "", Kind::bits},
    Plain{0x12, "access code of the user", "", Kind::bits},
    Plain{0x13, "access code of the operator", "", Kind::bits},
    Plain{0x14, "access code of the system operator", "", Kind::bits},
    Plain{0x15, "access code of the developer", "", Kind::bits},
    Plain{0x16, "password", "", Kind::bits},
    Plain{0x17, "error flags", "", Kind::bits},
    Plain{0x18, "error mask", "", Kind::bits},
    Plain{0x1A, "digital output", "", Kind::bits},
    Plain{0x1B, "digital input", "", Kind::bits},
    Plain{0x1C, "baud rate", "Bd", Kind::number},
    Plain{0x1D, "response delay", "bit times", Kind::number},
    Plain{0x1E, "retries", "", Kind::number},
    Plain{0x20, "first cyclic storage", "", Kind::number},
    Plain{0x21, "last cyclic storage", "", Kind::number},
    Plain{0x22, "size of storage block", "", Kind::number},
    Plain{0x28, "storage interval", "months", Kind::number},
    Plain{0x29, "storage interval", "years", Kind::number},
    Plain{0x30, "start of tariff", "", Kind::date},
    Plain{0x38, "tariff period", "months", Kind::number},
    Plain{0x39, "tariff period", "years", Kind::number},
    Plain{0x3A, "dimensionless", "", Kind::number},
    Plain{0x60, "reset counter", "", Kind::number},
    Plain{0x61, "cumulation counter", "", Kind::number},
    Plain{0x62, "control signal", "", Kind::bits},
    Plain{0x63, "day of week", "", Kind::number},
    Plain{0x64, "week number", "", Kind::number},
    Plain{0x65, "time of day change", "", Kind::number},
    Plain{0x66, "state of parameter activation", "", Kind::bits},
    Plain{0x67, "supplier information", "", Kind::bits},
    Plain{0x6A, "time since cumulation", "months", Kind::number},
    Plain{0x6B, "time since cumulation", "years", Kind::number},
    Plain{0x6E, "battery time", "months", Kind::number},
    Plain{0x6F, "battery time", "years", Kind::number},
    Plain{0x70, "battery change", "", Kind::date},
    Plain{0x71, "signal strength", "dBm", Kind::number},
};

Meaning reserved() {
    return {.quantity = "reserved", .kind = Kind::bits};
}

constexpr std::array<int, 4> kSeconds{1, 60, 3'600, 86'400};

Meaning look_up(std::uint8_t code, std::span<const Scaled> scaled, std::span<const Timed> timed,
                std::span<const Plain> plain) {
    for (const Scaled& range : scaled) {
        if (code < range.first || code >= range.first + range.count) continue;
        return {.quantity = std::string{range.quantity},
                .unit = std::string{range.unit},
                .power_of_ten = range.power_of_ten + (code - range.first)};
    }
    for (const Timed& range : timed) {
        if (code < range.first || code >= range.first + range.count) continue;
        return {.quantity = std::string{range.quantity},
                .unit = "s",
                .times = kSeconds[static_cast<std::size_t>(code - range.first + range.skipped)]};
    }
    for (const Plain& one : plain) {
        if (code != one.code) continue;
        return {
            .quantity = std::string{one.quantity}, .unit = std::string{one.unit}, .kind = one.kind};
    }
    return reserved();
}

/// Carries out one extension.
void extend(Meaning& meaning, std::uint8_t code) {
    constexpr std::array<std::string_view, 4> kEach{"per second", "per minute", "per hour",
                                                    "per day"};
    const auto remark = [&](std::string_view words) { meaning.remarks.emplace_back(words); };
    if (code >= 0x70 && code <= 0x77) {
        meaning.power_of_ten += code - 0x76;
    } else if (code == 0x7D) {
        meaning.power_of_ten += 3;
    } else if (code >= 0x78 && code <= 0x7B) {
        remark("plus a constant of the meter");
    } else if (code == 0x7E) {
        remark("in the future");
    } else if (code >= 0x20 && code <= 0x23) {
        remark(kEach[code - 0x20U]);
    } else if (code == 0x39) {
        remark("begins at");
    } else if (code == 0x3A) {
        remark("uncorrected");
    } else if (code == 0x3B) {
        remark("only positive contributions");
    } else if (code == 0x3C) {
        remark("only negative contributions");
    } else if (code >= 0x01 && code <= 0x1F) {
        remark("with an error of the meter");
    } else if (code >= 0x40 && code <= 0x6F) {
        remark("about a limit that was passed");
    } else if (code != 0x00) {
        remark("extended");
    }
}

}  // namespace

Meaning meaning_of(const ValueInformation& information) {
    POS_ASSERT(!information.codes.empty());
    const std::uint8_t first = information.codes[0];
    const std::uint8_t code = first & 0x7FU;
    std::size_t next = 1;
    Meaning meaning;
    if (first == 0xFB || first == 0xFD) {
        if (information.codes.size() < 2) return reserved();
        const std::uint8_t second = information.codes[1] & 0x7FU;
        meaning = first == 0xFB ? look_up(second, kScaledB, {}, {})
                                : look_up(second, kScaledD, kTimedD, kPlainD);
        next = 2;
    } else if (code == 0x7C) {
        meaning = {.quantity = information.own_unit};
    } else {
        meaning = look_up(code, kScaled, kTimed, kPlain);
    }
    for (; next < information.codes.size(); ++next) {
        const std::uint8_t extension = information.codes[next] & 0x7FU;
        if (code == 0x7F || extension == 0x7F) {
            meaning.remarks.emplace_back("manufacturer specific");
            break;  // what follows is the maker's
        }
        extend(meaning, extension);
    }
    return meaning;
}

std::string medium_name(std::uint8_t code) {
    static constexpr std::array<std::string_view, 64> kNames = [] {
        std::array<std::string_view, 64> names{};
        names[0x00] = "other";
        names[0x01] = "oil";
        names[0x02] = "electricity";
        names[0x03] = "gas";
        names[0x04] = "heat (outlet)";
        names[0x05] = "steam";
        names[0x06] = "warm water";
        names[0x07] = "water";
        names[0x08] = "heat cost allocator";
        names[0x09] = "compressed air";
        names[0x0A] = "cooling (outlet)";
        names[0x0B] = "cooling (inlet)";
        names[0x0C] = "heat (inlet)";
        names[0x0D] = "heat and cooling";
        names[0x0E] = "bus or system";
        names[0x0F] = "unknown";
        names[0x10] = "irrigation water";
        names[0x11] = "water logger";
        names[0x12] = "gas logger";
        names[0x13] = "gas converter";
        names[0x14] = "calorific value";
        names[0x15] = "hot water";
        names[0x16] = "cold water";
        names[0x17] = "hot and cold water";
        names[0x18] = "pressure";
        names[0x19] = "converter";
        names[0x1A] = "smoke detector";
        names[0x1B] = "room sensor";
        names[0x1C] = "gas detector";
        names[0x20] = "breaker";
        names[0x21] = "valve";
        names[0x25] = "display";
        names[0x28] = "waste water";
        names[0x29] = "waste";
        names[0x36] = "radio converter";
        return names;
    }();
    if (code < kNames.size() && !kNames[code].empty()) return std::string{kNames[code]};
    constexpr std::string_view kDigits = "0123456789ABCDEF";
    return std::string{"unknown medium 0x"} + kDigits[code >> 4U] + kDigits[code & 0x0FU];
}

}  // namespace drivers::meter::mbus
