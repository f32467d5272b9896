#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "app/core/failure.hpp"
#include "pos/sale/setup.hpp"
#include "pos/store/reader.hpp"

namespace app::core {

/// Under which it lies: of a shop, or at head office of all its branches.
inline constexpr std::string_view kStockSetting = "shop.stock";

/// "warn, shown".
std::string to_text(const pos::sale::StockPolicy& policy);
/// Nothing for a text that no program of ours wrote.
std::optional<pos::sale::StockPolicy> stock_policy_from(std::string_view text);
std::optional<pos::sale::StockRule> stock_rule_named(std::string_view name);

/// What the shop goes by; that of a new shop if it has none yet.
Outcome<pos::sale::StockPolicy> read_stock_policy(pos::store::Reader& reader);

}  // namespace app::core
