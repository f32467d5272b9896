#include "app/core/shop_rules.hpp"

#include "pos/store/catalogue/promotions.hpp"

namespace app::core {

Outcome<ShopRules> read_rules(pos::store::Reader& reader, const pos::journal::JournalRow& journal) {
    auto settings = read_settings(reader);
    if (!settings) return std::unexpected{settings.error()};
    auto taxes = pos::tax::TaxTable::make(settings->taxes);
    if (!taxes) {
        return refuse(Why::taxes_contradict, taxes.error().code,
                      "The tax table contradicts itself at \"" + taxes.error().code +
                          "\". Correct it first.");
    }
    auto promotions = pos::store::promotions_of(reader.connection(), journal.branch);
    if (!promotions) {
        return std::unexpected{failure(pos::store::to_store_error(promotions.error()))};
    }
    return ShopRules{std::move(*settings), std::move(*taxes), std::move(*promotions)};
}

}  // namespace app::core
