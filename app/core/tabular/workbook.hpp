#pragma once

#include <expected>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/core/tabular/packed.hpp"

namespace app::core::tabular {

/// Whether the bytes begin a spreadsheet of Office Open XML (.xlsx): a zip archive whose first
/// file is one of its.
bool is_workbook(const Packed& bytes);

/// The first sheet of a workbook, written as comma-separated text in UTF-8.
///
/// Figures are written as the spreadsheet counts, with a point and at most 15 digits; days as
/// 2026-11-27, so that they are not taken for figures; formulas as what they came to. Rows and
/// cells that are left out in the file are there, empty.
///
/// errors: damaged, encrypted, or larger than kWorkbookBytesMax, unpacked or as text
std::expected<std::unique_ptr<Input>, InputError> open_workbook(Packed bytes);

inline constexpr std::size_t kWorkbookBytesMax = std::size_t{256} << 20;

}  // namespace app::core::tabular
