#pragma once

#include <vector>

#include "app/core/register_service.hpp"
#include "app/core/ring/ring_file.hpp"
#include "pos/sale/item.hpp"

namespace app::core::simulate {

struct BasketLine {
    pos::sale::Item item;
    pos::Quantity quantity{};
};
using Basket = std::vector<BasketLine>;

/// What all simulated tills have in common: a shop's settings, taxes, people, and what is bought.
struct ModelShop {
    ShopState state;
    std::vector<pos::sale::Item> goods;
    /// As in a file; empty: baskets are drawn from the goods, five lines each on average.
    std::vector<Basket> baskets;
};

/// The demo shop in that currency and zone, made in a database that is gone again.
Outcome<ModelShop> make_model_shop(const std::string& currency, const std::string& zone,
                                   pos::Instant now, pos::Random& random);

/// The receipts of a file as baskets; what is no sale is passed over.
void put_baskets(ModelShop& shop, const ring::ReadFile& file, pos::Instant now,
                 pos::Random& random);

}  // namespace app::core::simulate
