#pragma once

#include <optional>
#include <string>

#include "app/office/web/page.hpp"

namespace app::office::web {

/// A page's tables as a file to keep: "json" and "xlsx" hold all of them, "csv" one. Nothing for
/// another word or a table that is not there.
///
/// In CSV a text that a spreadsheet would take for a formula gets an apostrophe before it.
std::optional<Response> exported(const Page& page, const std::string& as, const std::string& table);
/// What such a file is called: "goods.xlsx", "goods-prices.csv".
std::string exported_name(const Page& page, const std::string& as, const std::string& table);

}  // namespace app::office::web
