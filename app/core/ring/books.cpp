#include "app/core/ring/books.hpp"

#include <deque>

#include "pos/base/assert.hpp"

namespace app::core::ring {

using pos::store::Answer;

namespace {

Answer<std::optional<pos::store::StoredItem>> by_number(pos::store::Reader& reader,
                                                        std::string_view number) {
    auto found = reader.catalogue().by_number(number);
    if (!found) return pos::store::store_error(std::move(found.error()));
    return std::move(*found);
}

}  // namespace

Answer<bool> StoreBooks::has_external_number(std::string_view number) {
    return store_.reader().has_external_number(number);
}

Answer<std::optional<pos::store::StoredItem>> StoreBooks::item_by_number(std::string_view number) {
    return by_number(store_.reader(), number);
}

Answer<void> StoreBooks::add_items(const std::vector<pos::catalog::Item>& items, pos::Instant at) {
    const auto put_all = [&](pos::store::CatalogueWriter& catalogue) -> Answer<void> {
        for (const auto& item : items) {
            const auto put = catalogue.put(item);
            if (!put) return pos::store::store_error(put.error());
        }
        return {};
    };
    auto done = store_.change_catalogue(put_all, {}, at);
    if (!done) return std::unexpected{std::move(done.error())};
    return {};
}

Answer<void> StoreBooks::adjust_stock(pos::journal::StockAdjusted event, pos::Instant at) {
    auto stored = store_.append({.events = {std::move(event)}, .carts = {}, .attachments = {}}, at);
    if (!stored) return std::unexpected{std::move(stored.error())};
    return {};
}

std::expected<void, RegisterService::Error> StoreBooks::tell(const pos::sale::Command& command,
                                                             pos::Instant at) {
    return service_.tell(command, at);
}

Rehearsal::Rehearsal(pos::store::Reader& reader, const ShopState& shop, pos::Random& random)
    : reader_{reader},
      zone_{shop.zone},
      random_{random},
      cash_register_{register_setup(shop.settings, shop.journal), shop.opening} {}

Answer<bool> Rehearsal::has_external_number(std::string_view number) {
    return reader_.has_external_number(number);
}

Answer<std::optional<pos::store::StoredItem>> Rehearsal::item_by_number(std::string_view number) {
    return by_number(reader_, number);
}

Answer<void> Rehearsal::add_items(const std::vector<pos::catalog::Item>&, pos::Instant) {
    return {};
}

Answer<void> Rehearsal::adjust_stock(pos::journal::StockAdjusted, pos::Instant) {
    return {};
}

std::expected<void, RegisterService::Error> Rehearsal::tell(const pos::sale::Command& command,
                                                            pos::Instant at) {
    const pos::sale::Stamp stamp{at, zone_.local(at)};
    const auto effects = cash_register_.handle(command, stamp, random_);
    if (!effects) return std::unexpected{RegisterService::Error{effects.error()}};
    std::deque<pos::sale::Effect> waiting{effects->begin(), effects->end()};
    for (; !waiting.empty(); waiting.pop_front()) {
        const auto* store = std::get_if<pos::sale::Store>(&waiting.front());
        if (store == nullptr) continue;
        const pos::sale::Stored stored{.ticket = store->ticket,
                                       .number = "-",
                                       .z_number = 1,
                                       .grand_total = pos::zero(cash_register_.setup().currency)};
        const auto more = cash_register_.handle(stored, stamp, random_);
        POS_ASSERT(more.has_value());
        waiting.insert(waiting.end(), more->begin(), more->end());
    }
    return {};
}

}  // namespace app::core::ring
