#include "app/counterfoil/item_output.hpp"

#include "pos/money/decimal.hpp"

namespace app::counterfoil {

nlohmann::ordered_json item_json(const pos::store::StoredItem& stored) {
    const auto& item = stored.item;
    nlohmann::ordered_json json;
    json["number"] = item.number;
    json["name"] = item.name;
    json["department"] = stored.department_name.empty() ? item.department : stored.department_name;
    if (item.open_price) {
        json["price"] = nullptr;
    } else {
        json["price"] = to_string(item.price);
    }
    json["currency"] = pos::code_of(item.price.currency);
    json["tax"] = item.tax_class;
    json["unit"] = item.unit;
    json["active"] = item.active;
    return json;
}

std::string price_words(const pos::catalog::Item& item) {
    return item.open_price ? "open" : to_string(item.price);
}

}  // namespace app::counterfoil
