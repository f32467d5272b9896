#pragma once

#include <nlohmann/json.hpp>

#include "pos/store/catalogue/catalogue.hpp"

namespace app::counterfoil {

/// An item for machines: number, name, department, price (null for an open one), currency, tax,
/// unit, active.
nlohmann::ordered_json item_json(const pos::store::StoredItem& stored);

/// Its price for people: "1.19", "open".
std::string price_words(const pos::catalog::Item& item);

}  // namespace app::counterfoil
