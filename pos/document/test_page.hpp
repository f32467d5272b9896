#pragma once

#include <string>

#include "pos/base/calendar.hpp"
#include "pos/document/writer.hpp"

namespace pos::document {

/// What a test page says of the printer it came from.
struct TestPage {
    std::string device;   // what the printer calls itself
    std::string address;  // where it is
    LocalTime at{};
};

/// Shows everything that receipts are made of, so that one look tells whether a printer is set up
/// right: the shop's head, sizes, amounts in their column, letters beyond ASCII and of other
/// scripts, a barcode, a QR code, and the cut.
Document test_page(const TestPage& page, const House& house, const std::string& till);

}  // namespace pos::document
