#pragma once

#include <string>
#include <vector>

#include "app/core/failure.hpp"
#include "app/core/imports/figures.hpp"
#include "app/core/meter/written_time.hpp"
#include "app/core/tabular/mapping.hpp"
#include "app/core/tabular/reader.hpp"
#include "pos/billing/meter/files/said.hpp"

namespace app::core::meter {

/// What a table's figures are.
enum class Figures : std::uint8_t {
    automatic,  // by the columns' names
    amounts,    // what was used in each interval
    counter,    // what a counter showed
};

struct TableOptions {
    /// field=Column; fields are time, date, clock, meter, value (once for each column of figures)
    /// and unit. Fields that are not named are guessed by the columns' names, and by what stands in
    /// the first row.
    std::vector<tabular::MapEntry> maps{};
    imports::DecimalSign decimal_sign{imports::DecimalSign::either};
    DateOrder dates{DateOrder::automatic};
    Figures figures{Figures::automatic};
};

/// Reads a table of readings: a row an instant, with a column for each meter; or a row a reading,
/// with the meter's name in it. Times without an offset are the zone's. An empty field, "NA",
/// "null" or "?" is no reading. The length of intervals is what lies between most of their
/// beginnings.
///
/// errors: in words, with the line
Outcome<pos::billing::meter::files::Said> read_table(
    tabular::Reader reader, const TableOptions& options, const pos::locale::Zone& zone,
    const pos::billing::meter::files::Limits& limits = {});

}  // namespace app::core::meter
