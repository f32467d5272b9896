#include "app/core/office/open_goods.hpp"

#include <utility>

#include "app/core/office/whose.hpp"
#include "app/core/open_shop.hpp"

namespace app::core {

Outcome<OpenGoods> open_goods(const std::string& where,
                              const pos::store::StoreOptions& store_options, const std::string& by,
                              pos::Instant now) {
    auto store = open_shop(where, store_options, now);
    if (!store) return std::unexpected{store.error()};
    auto shop = read_shop((*store)->reader(), (*store)->journal(), by);
    if (!shop) return std::unexpected{shop.error()};
    if (auto own = check_not_joined(**store, "goods"); !own) return std::unexpected{own.error()};
    const auto local = shop->zone.local(now);
    const auto& shift = shop->opening.shift;
    const auto& user = shop->opening.user;
    Doing doing{
        .when = {local, shift ? shift->opened.business_date : local.date, shop->journal.zone},
        .user = {user.id, user.name},
        .at = now};
    return OpenGoods{std::move(*store), std::move(*shop), std::move(doing)};
}

}  // namespace app::core
