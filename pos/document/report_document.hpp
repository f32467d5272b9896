#pragma once

#include <string>

#include "pos/document/writer.hpp"
#include "pos/journal/events/shift.hpp"

namespace pos::document {

/// The figures of a shift that is still open.
struct XReport {
    journal::When when;  // printed
    journal::Actor user;
    LocalTime opened{};
    std::string first_receipt;
    std::string last_receipt;
    Currency currency{};
    journal::ShiftFigures figures;
    bool operator==(const XReport&) const = default;
};

// `till` names the terminal for people: "B01 T1". `copy` counts reprints from 1, 0 is the original.

Document x_report(const XReport& report, const House& house, const std::string& till);

Document z_report(const journal::ShiftClosed& report, const House& house, const std::string& till,
                  std::uint32_t copy);

}  // namespace pos::document
