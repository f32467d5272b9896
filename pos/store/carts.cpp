// The open cart and the held ones: working rows, as bytes that only we write but anybody may
// damage.
#include <algorithm>

#include "pos/sale/cart_bytes.hpp"
#include "pos/store/reader.hpp"
#include "pos/store/store.hpp"

namespace pos::store {

CartSave save_of(const sale::Cart& cart, CartState state) {
    return {cart.sale, state, sale::cart_bytes(cart)};
}

CartSave drop_of(const Ulid& sale) {
    return {sale, CartState::open, {}};
}

namespace {

Answer<std::vector<sale::Cart>> carts(db::Connection& db, CartState state) {
    std::vector<sale::Cart> found;
    const auto done = db.each(
        "SELECT content FROM cart WHERE state = $1 ORDER BY sale",
        [&](const db::Row& row) {
            auto cart = sale::cart_from_bytes(row.bytes(0));
            if (!cart) return row.fault(0, "no cart");
            found.push_back(std::move(*cart));
        },
        state);
    if (!done) return std::unexpected{to_store_error(done.error())};
    return found;
}

}  // namespace

Answer<std::optional<sale::Cart>> Reader::open_cart() {
    auto found = carts(db_, CartState::open);
    if (!found) return std::unexpected{std::move(found.error())};
    if (found->empty()) return std::optional<sale::Cart>{};
    return std::optional{std::move(found->back())};
}

Answer<std::vector<sale::Cart>> Reader::held_carts() {
    auto found = carts(db_, CartState::held);
    if (found) std::ranges::stable_sort(*found, {}, &sale::Cart::held_at);
    return found;
}

}  // namespace pos::store
