// The open cart and the held ones: working rows, as bytes that only we write but anybody may
// damage.
#include <algorithm>

#include "pos/sale/cart_bytes.hpp"
#include "pos/store/store.hpp"

namespace pos::store {

CartSave save_of(const sale::Cart& cart, CartState state) {
    return {cart.sale, state, sale::cart_bytes(cart)};
}

CartSave drop_of(const Ulid& sale) {
    return {sale, CartState::open, {}};
}

Answer<Carts> read_carts(db::Connection& db) {
    Carts carts;
    const auto done = db.each(
        "SELECT sale, state, content FROM cart WHERE state IN ($1, $2) AND length(sale) = 16 "
        "ORDER BY sale",
        [&](const db::Row& row) {
            const auto sale = row.get<Ulid>(0);
            auto cart = sale::cart_from_bytes(row.bytes(2));
            // A cart of another sale would come back after it was paid: its row bears another key.
            if (!cart || cart->sale != sale) {
                carts.unreadable.push_back({sale, CartState::set_aside, row.get<Bytes>(2)});
                return;
            }
            const bool open = row.integer(1) == static_cast<int>(CartState::open);
            (open ? carts.open : carts.held).push_back(std::move(*cart));
        },
        CartState::open, CartState::held);
    if (!done) return store_error(done.error());
    std::ranges::stable_sort(carts.held, {}, &sale::Cart::held_at);
    return carts;
}

}  // namespace pos::store
