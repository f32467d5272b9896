#pragma once

#include <expected>
#include <string_view>

#include "pos/billing/meter/files/said.hpp"
#include "pos/locale/zone.hpp"

namespace pos::billing::meter::files {

/// The clock of Australia's eastern market, which knows no summer time.
inline constexpr std::string_view kNemZone = "Etc/GMT-10";

/// Reads a file of the Australian market: intervals (NEM12) or register readings (NEM13). The
/// market's days have 24 hours in standard time; `zone` is its clock.
///
/// errors: whatever is not as the format has it, with its line: no header (100) or end (900), a day
///         that comes twice or has not all its intervals, qualities that do not cover it, a figure
///         that is none
std::expected<Said, Fault> read_nem(std::string_view text, const locale::Zone& zone,
                                    const Limits& limits = {});

}  // namespace pos::billing::meter::files
