#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>

#include "drivers/meter/mbus/vif.hpp"
#include "pos/base/bytes.hpp"
#include "pos/money/exact.hpp"

namespace drivers::meter::mbus {

/// What a meter's own clock showed; of which zone it does not say.
struct MeterTime {
    int year{0};
    unsigned month{1};
    unsigned day{1};
    std::optional<std::uint32_t> second_of_day{};  // nothing of a date alone
    bool summer_time{false};
    bool in_doubt{false};  // the meter says that its clock may be wrong
    bool operator==(const MeterTime&) const = default;
};

/// "2012-07-10", "2012-07-10T15:25", "2012-07-10T15:25:30"
std::string to_string(const MeterTime& time);

/// The figure of a record: a number in its unit, a date, a text, or bytes that say nothing to us,
/// in the order of the wire.
using Datum = std::variant<std::monostate, pos::Exact, MeterTime, std::string, pos::Bytes>;

/// How a figure is written: the lower four bits of the data information.
enum class Coding : std::uint8_t {
    none = 0,
    int8 = 1,
    int16 = 2,
    int24 = 3,
    int32 = 4,
    real32 = 5,
    int48 = 6,
    int64 = 7,
    selection = 8,
    bcd2 = 9,
    bcd4 = 10,
    bcd6 = 11,
    bcd8 = 12,
    variable = 13,
    bcd12 = 14,
    special = 15,
};

/// How many bytes the figure has; of `variable`, by its first byte. Nothing where that is reserved.
std::optional<std::size_t> size_of(Coding coding);
std::optional<std::size_t> size_of_variable(std::uint8_t first);

/// Takes a figure as its meaning says. What makes none (a date in the 13th month, digits above
/// nine, a number beyond 10^23) stays bytes.
///
/// requires: as many bytes as size_of() says; of `variable`, its first byte and what follows it
Datum datum_of(Coding coding, pos::BytesView bytes, const Meaning& meaning);

/// Texts come last letter first, in Latin 1; control characters become spaces.
std::string text_of(pos::BytesView bytes);

}  // namespace drivers::meter::mbus
