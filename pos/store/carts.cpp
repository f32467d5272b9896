// The open cart and the held ones: working rows, as bytes that only we write but anybody may
// damage.
#include <algorithm>
#include <utility>

#include "pos/sale/cart_bytes.hpp"
#include "pos/store/store_core.hpp"

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
        "AND NOT EXISTS (SELECT 1 FROM sale WHERE sale.sale = cart.sale) ORDER BY sale",
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

Answer<void> Store::save_carts(std::span<const CartSave> carts) {
    if (auto begun = core_->begin_work(db::TransactionKind::quick_write); !begun) return begun;
    for (const CartSave& cart : carts) {
        if (auto written = core_->write_cart(cart); !written) {
            core_->give_up_work(written.error());
            return written;
        }
    }
    auto kept = core_->commit_work();
    if (kept) core_->synced = false;
    return kept;
}

Answer<void> Store::sync() {
    if (core_->synced) return {};
    if (core_->closed_by) {
        return std::unexpected{
            StoreError{.kind = StoreErrorKind::closed, .cause = core_->closed_by->cause}};
    }
    if (auto done = core_->db->sync(); !done) {
        StoreError error = to_store_error(std::move(done.error()));
        core_->close_if_in_doubt(error);
        return std::unexpected{std::move(error)};
    }
    core_->synced = true;
    return {};
}

Answer<void> renew_carts(db::Connection& db, Instant now, Random& random) {
    auto carts = read_carts(db);
    if (!carts) return std::unexpected{std::move(carts.error())};
    db::Result<std::int64_t> done{0};
    const auto renew = [&](sale::Cart& cart, CartState state) {
        const Ulid old = std::exchange(cart.sale, make_ulid(now, random));
        sale::belong_to(cart.trail, cart.sale);
        const CartSave save = save_of(cart, state);
        if (done) {
            done = db.exec("UPDATE cart SET sale = $1, content = $2 WHERE sale = $3", save.sale,
                           save.content, old);
        }
    };
    for (sale::Cart& cart : carts->open) renew(cart, CartState::open);
    for (sale::Cart& cart : carts->held) renew(cart, CartState::held);
    if (!done) return store_error(std::move(done.error()));
    return {};
}

}  // namespace pos::store
