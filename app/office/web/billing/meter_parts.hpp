#pragma once

#include <string>

#include "app/office/web/table.hpp"
#include "pos/money/exact.hpp"

/// What the pages of counters have in common.
namespace app::office::web::billing {

std::string meter_link(const std::string& point, const std::string& meter);
/// As on its face.
Cell figure_cell(const pos::Exact& figure, const Words& words);

}  // namespace app::office::web::billing
