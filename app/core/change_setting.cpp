#include "app/core/change_setting.hpp"

#include <utility>

namespace app::core {

Outcome<void> change_setting(
    pos::store::Store& store, const ShopState& shop, SettingChange change,
    const std::function<pos::store::db::Result<void>(pos::store::CatalogueWriter&)>& work,
    pos::Instant now) {
    const auto local = shop.zone.local(now);
    const auto& shift = shop.opening.shift;
    const auto& user = shop.opening.user;
    pos::store::Batch batch;
    batch.events.emplace_back(pos::journal::SettingChanged{
        .when = {local, shift ? shift->opened.business_date : local.date, shop.journal.zone},
        .user = {user.id, user.name},
        .key = std::move(change.key),
        .from = std::move(change.from),
        .to = std::move(change.to)});
    const auto write = [&](pos::store::CatalogueWriter& catalogue) -> pos::store::Answer<void> {
        const auto done = work(catalogue);
        if (!done) return std::unexpected{pos::store::to_store_error(done.error())};
        return {};
    };
    const auto stored = store.change_catalogue(write, std::move(batch), now);
    if (!stored) return std::unexpected{failure(stored.error())};
    return {};
}

}  // namespace app::core
