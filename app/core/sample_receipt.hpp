#pragma once

#include "app/core/failure.hpp"
#include "app/core/shop_settings.hpp"
#include "pos/base/calendar.hpp"
#include "pos/document/document.hpp"
#include "pos/journal/projection.hpp"

namespace app::core {

/// A receipt of made-up goods as a shop with these settings would print it, in its language, with
/// its taxes: to look at, and in no book.
///
/// errors: a language or a tax table that is none
Outcome<pos::document::Document> sample_receipt(const ShopSettings& settings,
                                                const pos::journal::JournalRow& journal,
                                                const std::string& cashier,
                                                const pos::LocalTime& now);

}  // namespace app::core
