#pragma once

#include <boost/serialization/version.hpp>
#include <optional>
#include <string>
#include <vector>

#include "pos/base/ulid.hpp"
#include "pos/catalog/item.hpp"
#include "pos/money/quantity.hpp"
#include "pos/pricing/promotion.hpp"
#include "pos/tax/tax.hpp"

namespace pos::sale {

/// An item as it stood when it entered the cart: later edits of the catalogue do not touch it.
struct Item {
    Ulid id{};
    std::string number;
    std::string name;
    std::string department;
    std::string department_name;
    std::string tax_class;
    std::string unit;  // "" is sold by the piece
    UnitPrice price{};
    std::optional<UnitPrice> cost;
    bool open_price{false};
    bool discountable{true};
    tax::PricesAre prices{tax::PricesAre::as_each_tax_says};
    std::vector<tax::Tax> taxes;  // of its class on this day, in the order they apply
    std::vector<pricing::Promotion> promotions;  // that ran then; since version 1
    bool operator==(const Item&) const = default;

    template <class Archive>
    void serialize(Archive& archive, unsigned version) {
        archive & id & number & name & department & department_name & tax_class & unit & price;
        archive & cost & open_price & discountable & prices & taxes;
        if (version >= 1) archive & promotions;
    }
};

/// The catalogue's item with its department's name and its taxes of the day.
Item snapshot(const catalog::Item& item, std::string department_name, std::vector<tax::Tax> taxes);

}  // namespace pos::sale

BOOST_CLASS_VERSION(pos::sale::Item, 1)
