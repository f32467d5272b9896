#include "pos/sale/said.hpp"

#include "pos/catalog/scan.hpp"

namespace pos::sale {

namespace {

bool is_price(UnitPrice price) {
    return price.e8 >= 0 && in_range(price);
}

}  // namespace

std::expected<Said, Refusal> said_of(const AddItem& goods, RoundingMode mode) {
    if (goods.label_price) {
        if (goods.label_price->minor < 0 || !in_range(*goods.label_price)) {
            return std::unexpected{Refusal::price_out_of_range};
        }
        const bool divisible = !goods.item.unit.empty() && !goods.item.open_price;
        const UnitPrice per_unit =
            divisible ? goods.item.price : UnitPrice{0, goods.item.price.currency};
        if (!is_price(per_unit)) return std::unexpected{Refusal::price_out_of_range};
        const auto line = catalog::line_of_price(*goods.label_price, per_unit, mode);
        return Said{line.quantity, line.price};
    }
    if (!goods.price && goods.item.open_price) return std::unexpected{Refusal::price_missing};
    const UnitPrice price = goods.price.value_or(goods.item.price);
    if (!is_price(price)) return std::unexpected{Refusal::price_out_of_range};
    return Said{goods.quantity.value_or(pieces(1)), price};
}

}  // namespace pos::sale
