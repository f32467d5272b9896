#pragma once

#include <expected>
#include <string_view>

#include "pos/billing/meter/files/said.hpp"

namespace pos::billing::meter::files {

/// Reads a Green Button file: an Atom feed whose entries are usage points, meter readings, their
/// types and blocks of intervals (ESPI), tied to one another by their links. Whatever else it holds
/// (customers, bills, authorisations) is passed over.
///
/// errors: no feed; an interval without a start; a figure that is none or out of range. A block
/// whose
///         reading or type is not in the file has no point, or no unit.
std::expected<Said, Fault> read_espi(std::string_view xml, const Limits& limits = {});

}  // namespace pos::billing::meter::files
