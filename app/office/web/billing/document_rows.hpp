#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "app/office/web/table.hpp"
#include "pos/store/billing/documents.hpp"

namespace app::office::web::billing {

/// So many columns at the end are for exports: net, tax, currency.
inline constexpr std::size_t kForExports = 3;

/// Documents as rows.
Table documents_table(const std::vector<pos::store::billing::DocumentSummary>& documents,
                      pos::Date today, const std::string& empty, const Words& words);

}  // namespace app::office::web::billing
