#include "app/core/simulate/model_shop.hpp"

#include <unordered_map>

#include "app/core/bench/scratch.hpp"
#include "app/core/find_code.hpp"
#include "app/core/init.hpp"

namespace app::core::simulate {

Outcome<ModelShop> make_model_shop(const std::string& currency, const std::string& zone,
                                   pos::Instant now, pos::Random& random) {
    const auto scratch = bench::Scratch::make({});
    if (!scratch) return std::unexpected{scratch.error()};
    const NewShopOptions options{
        .branch = "B01", .terminal = "T1", .currency = currency, .zone = zone, .demo = true};
    auto store = init_shop(scratch->file("model.db"), options, {.program = "counterfoil simulate"},
                           now, random);
    if (!store) return std::unexpected{store.error()};
    auto& reader = (*store)->reader();
    auto state = read_shop(reader, (*store)->journal(), {});
    if (!state) return std::unexpected{state.error()};
    ModelShop shop{std::move(*state), {}, {}};
    const auto today = shop.state.zone.local(now).date;
    const auto count = reader.catalogue().count();
    if (!count) return std::unexpected{failure(pos::store::to_store_error(count.error()))};
    for (std::int64_t row = 1; row <= *count; ++row) {
        const auto item = reader.catalogue().by_row(row);
        if (!item) return std::unexpected{failure(pos::store::to_store_error(item.error()))};
        if (!*item || (*item)->item.open_price) continue;
        shop.goods.push_back(register_item(**item, shop.state.taxes, today));
    }
    if (shop.goods.empty()) return refuse("The demo shop has nothing to sell.");
    return shop;
}

void put_baskets(ModelShop& shop, const ring::ReadFile& file, pos::Instant now,
                 pos::Random& random) {
    std::unordered_map<std::string, pos::sale::Item> items;
    const auto today = shop.state.zone.local(now).date;
    const auto item_of = [&](const ring::Row& row) {
        auto& item = items[row.sku];
        if (item.number.empty()) {
            pos::store::StoredItem stored;
            stored.item.id = pos::make_ulid(now, random);
            stored.item.number = row.sku;
            stored.item.name = row.name;
            stored.item.department = stored.department_name = row.department;
            stored.item.tax_class =
                row.tax_class.empty() ? shop.state.settings.tax_class : row.tax_class;
            stored.item.unit = row.unit;
            item = register_item(stored, shop.state.taxes, today);
        }
        pos::sale::Item priced = item;
        priced.price = {row.price.e8, shop.state.journal.currency};
        return priced;
    };
    for (const ring::Ticket& ticket : file.tickets) {
        Basket basket;
        for (const ring::Row& row : ticket.rows) {
            if (row.quantity.millionths <= 0 || row.price.e8 < 0) continue;
            basket.push_back({item_of(row), row.quantity});
        }
        if (!basket.empty()) shop.baskets.push_back(std::move(basket));
    }
}

}  // namespace app::core::simulate
