#include "tests/faults/store/seller.hpp"

#include <future>

#include "app/core/open_shop.hpp"
#include "pos/base/assert.hpp"

namespace test {

namespace {

const pos::store::StoreOptions kOptions{.program = "seller", .auto_checkpoint = false};

}  // namespace

Seller::Seller(const std::string& where, pos::Random& random, pos::Instant now)
    : random_{random}, now_{now} {
    auto store = app::core::open_shop(where, kOptions, now);
    POS_ASSERT(store.has_value());
    auto shop = app::core::read_shop((*store)->reader(), (*store)->journal(), {});
    POS_ASSERT(shop.has_value());
    shop_.emplace(std::move(*shop));
    register_.emplace(app::core::register_setup(shop_->settings, shop_->journal), shop_->opening);
    auto thread = pos::store::StoreThread::start(std::move(*store), kOptions, {});
    POS_ASSERT(thread.has_value());
    store_ = std::move(*thread);
    store_->watch([this](const std::optional<pos::store::StoreTrouble>& trouble) {
        const std::lock_guard lock{mutex_};
        trouble_ = trouble ? std::optional{trouble->write} : std::nullopt;
    });
    if (!state().shift) {
        const bool open =
            tell(pos::sale::OpenShift{.opening_float = pos::zero(shop_->journal.currency)});
        POS_ASSERT(open);
    }
}

void Seller::add(std::int64_t price_minor) {
    now_.unix_ms += 1'000;
    pos::sale::Item item{.id = pos::make_ulid(now_, random_),
                         .number = std::to_string(price_minor),
                         .name = "Goods at " + std::to_string(price_minor),
                         .price = pos::unit_price({price_minor, shop_->journal.currency})};
    const bool added = tell(pos::sale::AddItem{.item = std::move(item)});
    POS_ASSERT(added);
}

void Seller::flush() {
    std::promise<bool> done;
    store_->flush([&](auto answer) { done.set_value(answer.has_value()); });
    (void)done.get_future().get();
}

std::optional<pos::journal::SaleRecord> Seller::pay() {
    now_.unix_ms += 1'000;
    if (!tell(pos::sale::ExactCash{}) || !state().last) return std::nullopt;
    return state().last->record;
}

bool Seller::tell(const pos::sale::Command& command) {
    auto effects = register_->handle(command, stamp(), random_);
    POS_ASSERT(effects.has_value());
    for (const auto& effect : *effects) {
        const auto* const store = std::get_if<pos::sale::Store>(&effect);
        if (store != nullptr && !carry_out(*store)) return false;
    }
    return true;
}

bool Seller::carry_out(const pos::sale::Store& effect) {
    auto batch = app::core::batch_of(effect, *register_);
    if (batch.events.empty() && !effect.awaited) {
        for (auto& cart : batch.carts) store_->save_cart(std::move(cart));
        return true;
    }
    std::promise<std::optional<pos::sale::Stored>> answer;
    store_->append(std::move(batch), now_, [&](auto stored) {
        answer.set_value(stored ? std::optional{app::core::answer_of(effect, *stored)}
                                : std::nullopt);
    });
    const auto stored = answer.get_future().get();
    if (!stored) {
        (void)register_->handle(pos::sale::StoreFailed{effect.ticket}, stamp(), random_);
        return false;
    }
    const auto more = register_->handle(*stored, stamp(), random_);
    POS_ASSERT(more.has_value());
    bool kept = true;
    for (const auto& next : *more) {
        if (const auto* const store = std::get_if<pos::sale::Store>(&next))
            kept = carry_out(*store) && kept;
    }
    return kept;
}

}  // namespace test
