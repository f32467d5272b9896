#include "app/core/register_service.hpp"

#include <algorithm>
#include <iterator>

#include "pos/base/assert.hpp"
#include "pos/sale/cart_bytes.hpp"

namespace app::core {

namespace {

Outcome<pos::people::User> find_user(pos::store::Reader& reader, const std::string& name) {
    auto users = reader.catalogue().users();
    if (!users) return std::unexpected{failure(pos::store::to_store_error(users.error()))};
    const auto fits = [&](const pos::people::User& user) {
        return user.active &&
               (name.empty() ? user.role == pos::people::Role::manager : user.name == name);
    };
    const auto at = std::ranges::find_if(*users, fits);
    if (at == users->end()) {
        if (name.empty()) {
            return refuse(Why::no_manager, {},
                          "Nobody may work at this till: the shop has no manager.");
        }
        return refuse(Why::no_person, name, "Nobody by the name of " + name + " works here.");
    }
    return *at;
}

template <class T>
Outcome<T> or_failure(pos::store::Answer<T> answer) {
    if (!answer) return std::unexpected{failure(answer.error())};
    return std::move(*answer);
}

/// The carts that a register of this shop can take up; the others are noted.
Outcome<void> read_carts(pos::store::Reader& reader, ShopState& shop) {
    auto carts = or_failure(pos::store::read_carts(reader.connection()));
    if (!carts) return std::unexpected{carts.error()};
    shop.unusable_carts = std::move(carts->unreadable);
    const auto setup = register_setup(shop.settings, shop.journal);
    const auto take = [&](std::vector<pos::sale::Cart>& found, std::vector<pos::sale::Cart>& into) {
        for (auto& cart : found) {
            if (is_sound(setup, cart)) {
                into.push_back(std::move(cart));
            } else {
                shop.unusable_carts.push_back(
                    pos::store::save_of(cart, pos::store::CartState::set_aside));
            }
        }
    };
    auto& opening = shop.opening;
    take(carts->held, opening.held);
    std::vector<pos::sale::Cart> open;
    take(carts->open, open);
    if (open.empty()) return {};
    opening.cart = std::move(open.back());
    open.pop_back();
    std::ranges::move(open, std::back_inserter(opening.held));
    return {};
}

Outcome<void> read_last_receipt(pos::store::Reader& reader, ShopState& shop) {
    auto last = reader.last_receipt(shop.journal.journal);
    if (!last && last.error().kind == pos::store::StoreErrorKind::damaged) {
        shop.last_receipt_changed = true;  // no reason to keep the shop closed
        return {};
    }
    if (!last) return std::unexpected{failure(last.error())};
    if (!*last) return {};
    pos::Money change = pos::zero((*last)->record.currency);
    for (const auto& tender : (*last)->record.tenders) change += tender.change;
    shop.opening.last = pos::sale::Finished{std::move((*last)->record), change};
    return {};
}

Outcome<void> read_opening(pos::store::Reader& reader, const std::string& user_name,
                           ShopState& shop) {
    auto user = find_user(reader, user_name);
    if (!user) return std::unexpected{user.error()};
    shop.opening.user = std::move(*user);
    const auto& settings = shop.settings;
    const auto cash = std::ranges::find(settings.tenders, pos::journal::TenderKind::cash,
                                        &pos::sale::TenderType::kind);
    const bool takes_cash = cash != settings.tenders.end();
    auto shift = or_failure(reader.open_shift(
        shop.journal.journal, takes_cash ? cash->code : "cash", takes_cash ? cash->name : "Cash"));
    if (!shift) return std::unexpected{shift.error()};
    shop.opening.shift = std::move(*shift);
    if (auto carts = read_carts(reader, shop); !carts) return carts;
    auto cards = or_failure(reader.open_card_attempts(shop.journal.journal));
    if (!cards) return std::unexpected{cards.error()};
    shop.opening.cards = std::move(*cards);
    return read_last_receipt(reader, shop);
}

}  // namespace

Outcome<ShopState> read_shop(pos::store::Reader& reader, const pos::journal::JournalRow& journal,
                             const std::string& user_name) {
    auto rules = read_rules(reader, journal);
    if (!rules) return std::unexpected{rules.error()};
    auto zone = pos::locale::Zone::open(journal.zone);
    if (!zone) {
        return refuse(Why::unknown_zone, journal.zone,
                      "The shop's time zone " + journal.zone + " is not known on this machine.");
    }
    ShopState shop{{std::move(*rules)}, journal, std::move(*zone), {}, {}, false};
    if (auto opened = read_opening(reader, user_name, shop); !opened) {
        return std::unexpected{opened.error()};
    }
    return shop;
}

pos::store::Answer<void> set_carts_aside(pos::store::Store& store, ShopState& shop) {
    if (shop.unusable_carts.empty()) return {};
    pos::store::Batch batch;
    batch.carts = shop.unusable_carts;
    const auto stored = store.append(std::move(batch), store.last_at());
    if (!stored) return std::unexpected{stored.error()};
    return {};
}

pos::store::Batch batch_of(const pos::sale::Store& effect,
                           const pos::sale::Register& cash_register) {
    pos::store::Batch batch;
    batch.events = effect.events;
    for (const auto& change : effect.carts) {
        const pos::sale::Cart* cart = change.action == pos::sale::CartAction::save
                                          ? cash_register.find_cart(change.sale)
                                          : nullptr;
        if (cart == nullptr) {
            batch.carts.push_back(pos::store::drop_of(change.sale));
            continue;
        }
        // Closing the shift puts the cart aside while it is still the open one.
        const auto& held = cash_register.state().held;
        const bool open =
            cart->held_at == pos::Instant{} &&
            std::ranges::find(held, change.sale, &pos::sale::Cart::sale) == held.end();
        batch.carts.push_back(pos::store::save_of(
            *cart, open ? pos::store::CartState::open : pos::store::CartState::held));
    }
    return batch;
}

pos::sale::Stored answer_of(const pos::sale::Store& effect, const pos::store::Stored& stored) {
    pos::sale::Stored answer{.ticket = effect.ticket};
    for (const auto& event : stored.events) {
        if (!event.number.empty()) answer.number = event.number;
        if (event.z_number != 0) {
            answer.z_number = event.z_number;
            answer.grand_total = event.grand_total;
        }
    }
    return answer;
}

RegisterService::RegisterService(pos::store::Store& store, ShopState state, pos::Random& random)
    : store_{store},
      shop_{std::move(state)},
      random_{random},
      cash_register_{register_setup(shop_.settings, shop_.journal), shop_.opening} {}

/// Everything gathered, carts as they are now.
pos::store::Batch RegisterService::take_gathered() {
    auto batch = batch_of(gathered_, cash_register_);
    gathered_ = {};
    return batch;
}

pos::store::Answer<void> RegisterService::flush(pos::Instant at) {
    if (gathered_.events.empty() && gathered_.carts.empty()) return {};
    const auto ticket = gathered_.ticket;
    const auto stored = store_.append(take_gathered(), at);
    const pos::sale::Command answer = stored
                                          ? pos::sale::Command{pos::sale::Stored{.ticket = ticket}}
                                          : pos::sale::Command{pos::sale::StoreFailed{ticket}};
    const auto told = cash_register_.handle(answer, stamp(at), random_);
    POS_ASSERT(told.has_value());
    if (!stored) return std::unexpected{stored.error()};
    return {};
}

pos::store::Answer<void> RegisterService::carry_out(pos::sale::Store effect, pos::Instant at) {
    const std::size_t before = gathered_.events.size();
    gathered_.ticket = effect.ticket;
    std::ranges::move(effect.events, std::back_inserter(gathered_.events));
    for (const auto& change : effect.carts) {
        std::erase_if(gathered_.carts, [&](const auto& one) { return one.sale == change.sale; });
        gathered_.carts.push_back(change);
    }
    if (!effect.awaited) return {};  // answered with the next that is
    auto stored = store_.append(take_gathered(), at);
    if (!stored) return std::unexpected{stored.error()};
    stored->events.erase(stored->events.begin(),
                         stored->events.begin() + static_cast<std::ptrdiff_t>(before));
    auto answered = cash_register_.handle(answer_of(effect, *stored), stamp(at), random_);
    POS_ASSERT(answered.has_value());
    for (auto& next : *answered) {
        if (auto* const more = std::get_if<pos::sale::Store>(&next)) {
            if (auto done = carry_out(std::move(*more), at); !done) return done;
        } else if (on_effect) {
            on_effect(next);
        }
    }
    return {};
}

std::expected<void, RegisterService::Error> RegisterService::tell(const pos::sale::Command& command,
                                                                  pos::Instant at) {
    auto effects = cash_register_.handle(command, stamp(at), random_);
    if (!effects) return std::unexpected{Error{effects.error()}};
    for (auto& effect : *effects) {
        auto* const store = std::get_if<pos::sale::Store>(&effect);
        if (store == nullptr) {
            if (on_effect) on_effect(effect);
            continue;
        }
        const auto ticket = store->ticket;
        if (auto done = carry_out(std::move(*store), at); !done) {
            (void)cash_register_.handle(pos::sale::StoreFailed{ticket}, stamp(at), random_);
            return std::unexpected{Error{std::move(done.error())}};
        }
    }
    return {};
}

}  // namespace app::core
