#pragma once

#include <cstdint>
#include <vector>

#include "pos/base/bytes.hpp"

namespace drivers::scanner {

/// A field of an input report: `count` values of `bits` each, one behind the other. Where a field
/// has fewer usages than values, the last one holds for the rest.
struct HidField {
    std::uint8_t report{0};  // its number; 0 where reports have none
    std::uint32_t page{0};
    std::vector<std::uint16_t> usages;
    std::uint32_t first_bit{0};  // within the report, behind its number
    std::uint32_t bits{0};
    std::uint32_t count{0};
    bool operator==(const HidField&) const = default;
};

struct HidInputs {
    bool numbered{false};          // each report starts with its number
    std::vector<HidField> fields;  // padding left out
    bool operator==(const HidInputs&) const = default;
};

/// What the input reports of a HID device hold. Total: bytes that are no descriptor give what could
/// be read of them.
///
/// source: USB HID 1.11, 6.2.2
HidInputs hid_inputs(pos::BytesView descriptor);

}  // namespace drivers::scanner
