#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>

#include "app/core/imports/import_items.hpp"
#include "pos/base/calendar.hpp"
#include "pos/tax/table.hpp"

namespace app::core::imports {

/// A tax class as files write it, in one form: "19", "19 %", "19,00%" and "0.19" are one word.
std::string tax_word(std::string_view text);

/// What files write for the classes of a shop: their codes, their names and, of classes that one
/// tax makes up on that day, its rate. Of two with the same rate the first is meant.
std::map<std::string, std::string, std::less<>> tax_words(const pos::tax::TaxTable& taxes,
                                                          pos::Date date);

/// Tells an import of a shop's taxes on that day: their classes, what files call them, and whether
/// prices include them.
void know_taxes(ItemImportOptions& options, const pos::tax::TaxTable& taxes, pos::Date date);

}  // namespace app::core::imports
