#pragma once

#include <vector>

#include "app/core/shop_settings.hpp"
#include "pos/catalog/promotion.hpp"
#include "pos/journal/projection.hpp"

namespace app::core {

/// By what a shop sells: what a running till takes over anew when it is changed.
struct ShopRules {
    ShopSettings settings;
    pos::tax::TaxTable taxes;
    std::vector<pos::catalog::Promotion> promotions;  // that the branch may give, whenever
};

/// Reads them as they are now.
///
/// errors: settings that no program of ours wrote, a tax table that contradicts itself
Outcome<ShopRules> read_rules(pos::store::Reader& reader, const pos::journal::JournalRow& journal);

}  // namespace app::core
