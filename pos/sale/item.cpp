#include "pos/sale/item.hpp"

#include <utility>

namespace pos::sale {

namespace {

tax::PricesAre prices_of(catalog::PriceTax price_tax) {
    switch (price_tax) {
        case catalog::PriceTax::as_the_shop:
            return tax::PricesAre::as_each_tax_says;
        case catalog::PriceTax::included:
            return tax::PricesAre::with_tax;
        case catalog::PriceTax::added:
            return tax::PricesAre::without_tax;
    }
    return tax::PricesAre::as_each_tax_says;
}

}  // namespace

Item snapshot(const catalog::Item& item, std::string department_name, std::vector<tax::Tax> taxes) {
    return {.id = item.id,
            .number = item.number,
            .name = item.name,
            .department = item.department,
            .department_name = std::move(department_name),
            .tax_class = item.tax_class,
            .unit = item.unit,
            .price = item.price,
            .cost = item.cost,
            .open_price = item.open_price,
            .discountable = item.discountable,
            .prices = prices_of(item.price_tax),
            .taxes = std::move(taxes)};
}

}  // namespace pos::sale
