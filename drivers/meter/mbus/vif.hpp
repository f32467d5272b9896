#pragma once

#include <cstdint>
#include <expected>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace drivers::meter::mbus {

/// How a figure's bits are to be taken.
enum class Kind : std::uint8_t {
    number,
    date,  // or date and time, by its length
    bits,  // flags, or an identification: taken as it stands
};

/// What a record's figure is: "energy" in "Wh", of which the figure counts thousands.
struct Meaning {
    std::string quantity{};  // empty where it is not known
    std::string unit{};      // empty where it has none
    int power_of_ten{0};     // the figure times 10^this is in `unit`
    int times{1};            // and times this: 60 of minutes told in seconds
    Kind kind{Kind::number};
    std::vector<std::string> remarks{};  // of the extensions: "only positive contributions", …
    bool operator==(const Meaning&) const = default;
};

/// What stands in a record between data information and data.
struct ValueInformation {
    std::vector<std::uint8_t> codes{};  // VIF and its extensions, with their extension bits
    std::string own_unit{};             // a unit that the meter spells out
};

/// Everything that EN 13757-3 has a meaning for; what it leaves to makers is "manufacturer
/// specific" and what it reserves is "reserved".
///
/// requires: at least one code
Meaning meaning_of(const ValueInformation& information);

/// "water", "electricity", "heat (outlet)", …; "unknown medium 0x99"
std::string medium_name(std::uint8_t code);

}  // namespace drivers::meter::mbus
