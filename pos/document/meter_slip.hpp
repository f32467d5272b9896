#pragma once

#include <string>

#include "pos/document/writer.hpp"
#include "pos/journal/events/meter.hpp"

namespace pos::document {

/// For a customer whose counter was read at the till.
Document meter_slip(const journal::MeterRead& read, const House& house, const std::string& till);

}  // namespace pos::document
