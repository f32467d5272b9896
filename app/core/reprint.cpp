#include "app/core/reprint.hpp"

namespace app::core {

Outcome<std::uint32_t> journal_reprint(pos::store::Store& store, const ShopState& shop,
                                       const pos::store::Receipt& receipt, pos::Instant now) {
    const auto local = shop.zone.local(now);
    const auto& shift = shop.opening.shift;
    const auto& user = shop.opening.user;
    const std::uint32_t copy = receipt.copies + 1;
    pos::store::Batch batch;
    batch.events.emplace_back(pos::journal::ReceiptReprinted{
        .sale = receipt.record.sale,
        .number = receipt.record.number,
        .when = {local, shift ? shift->opened.business_date : local.date, shop.journal.zone},
        .cashier = {user.id, user.name},
        .copy = copy});
    const auto stored = store.append(std::move(batch), now);
    if (!stored) return std::unexpected{failure(stored.error())};
    return copy;
}

}  // namespace app::core
