#pragma once

#include <memory>
#include <mutex>
#include <optional>
#include <string>

#include "app/core/register_service.hpp"
#include "pos/store/store_thread.hpp"

namespace test {

/// A till without a window: a register whose effects go to a store's thread as the till's do. Each
/// member returns when the answer is there.
class Seller {
public:
    /// Opens the shop, takes up the cart that lies there and opens the day if it is not.
    ///
    /// requires: a shop at `where`; anything in its way stops the program
    Seller(const std::string& where, pos::Random& random, pos::Instant now);

    /// Puts one piece at that price into the cart and hands the cart to the store's thread.
    void add(std::int64_t price_minor);
    /// Returns once the cart is on the disk.
    void flush();
    /// Takes exact cash: the finished sale. Nothing if the store could not keep it.
    std::optional<pos::journal::SaleRecord> pay();

    /// Why nothing can be written at present, as the store's thread said it last.
    std::optional<pos::store::StoreError> trouble() const {
        const std::lock_guard lock{mutex_};
        return trouble_;
    }

    const pos::sale::State& state() const { return register_->state(); }

private:
    bool tell(const pos::sale::Command& command);
    bool carry_out(const pos::sale::Store& effect);
    pos::sale::Stamp stamp() const { return {now_, shop_->zone.local(now_)}; }

    pos::Random& random_;
    pos::Instant now_;
    std::optional<app::core::ShopState> shop_;
    std::optional<pos::sale::Register> register_;
    mutable std::mutex mutex_;
    std::optional<pos::store::StoreError> trouble_;
    std::unique_ptr<pos::store::StoreThread> store_;
};

}  // namespace test
