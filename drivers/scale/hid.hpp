#pragma once

#include "drivers/scale/reading.hpp"
#include "pos/base/bytes.hpp"

namespace drivers::scale::hid {

/// A data report of a HID scale: report number, state, unit, power of ten, weight with the low byte
/// first. Some leave the report number out; with five bytes it is missing.
///
/// source: USB HID Point of Sale Usage Tables 1.02, Weighing Device (0x8D)
Reading read_report(pos::BytesView report);

}  // namespace drivers::scale::hid
