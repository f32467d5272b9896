#include "app/till/new_shop.hpp"

#include <utility>

#include "app/core/imports/new_goods.hpp"
#include "app/core/register_service.hpp"
#include "app/till/shell/goods_words.hpp"

namespace till {

namespace {

using app::core::Failure;
using shell::GoodsRefused;
using shell::GoodsTrouble;
namespace imports = app::core::imports;

/// Whether the file is as it was shown.
std::expected<void, GoodsRefused> look_again(const NewShop::File& file,
                                             const app::core::Country& country,
                                             const Making& making) {
    const auto now = look_at_new_goods(file.path, file.mapping, country, making);
    if (!now) return std::unexpected{now.error()};
    if (now->content != file.shown)
        return std::unexpected{GoodsRefused{GoodsTrouble::other_than_shown}};
    return {};
}

/// The country of the shop; of one that nothing is known of what was said.
app::core::Country country_of(const app::core::NewShopOptions& shop) {
    if (auto known = app::core::find_country(shop.country)) return std::move(*known);
    app::core::Country country{};
    country.currency = shop.currency;
    country.zone = shop.zone;
    country.locale = shop.locale;
    return country;
}

}  // namespace

std::expected<NewGoods, GoodsRefused> look_at_new_goods(const std::string& file,
                                                        const shell::GoodsMapping& mapping,
                                                        const app::core::Country& country,
                                                        const Making& making) {
    std::vector<imports::Refusal> refused;
    const imports::ItemImportListener listener{
        .on_refusal =
            [&](const imports::Refusal& one) {
                if (refused.size() < shell::kGoodsRefusedShown) refused.push_back(one);
            },
        .on_row = making.rows_read};
    auto shop = imports::options_of_new_shop(country, {}, making.now);
    shop.mapping = mapping;
    const auto currency = pos::currency_of(country.currency).value_or(pos::Currency{});
    const auto seen =
        imports::look_at_new_goods(file, shop, currency, making.now, making.random, listener);
    if (!seen) return std::unexpected{shell::refused_by(seen.error())};
    return NewGoods{shell::preview_of(seen->file, seen->report, std::move(refused)),
                    seen->report.content};
}

std::expected<MadeShop, NotMade> make_shop(const std::string& where, const NewShop& wanted,
                                           const pos::store::StoreOptions& options,
                                           const Making& making) {
    if (wanted.goods) {
        const auto same = look_again(*wanted.goods, country_of(wanted.shop), making);
        if (!same) return std::unexpected{NotMade{same.error()}};
    }
    const auto store = app::core::init_shop(where, wanted.shop, options, making.now, making.random);
    if (!store) return std::unexpected{NotMade{store.error()}};
    MadeShop made;
    if (!wanted.goods) return made;
    const auto shop = app::core::read_shop((*store)->reader(), (*store)->journal(), {});
    if (!shop) return std::unexpected{NotMade{shop.error()}};
    const auto in =
        imports::import_new_goods({wanted.goods->path, wanted.goods->mapping}, **store, *shop,
                                  making.now, making.random, {.on_row = making.rows_read});
    if (!in) made.goods = shell::refused_by(in.error());
    return made;
}

}  // namespace till
