#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <vector>

#include "app/core/failure.hpp"
#include "app/core/shop_rules.hpp"
#include "pos/base/random.hpp"
#include "pos/locale/zone.hpp"
#include "pos/sale/register.hpp"
#include "pos/store/store.hpp"
#include "pos/tax/table.hpp"

namespace app::core {

/// What a till finds in its shop when it starts: everything a register and its screens need.
struct ShopState : ShopRules {
    pos::journal::JournalRow journal;
    pos::locale::Zone zone;
    pos::sale::Opening opening;  // user, shift, carts, last receipt
    /// Carts that no register can take up: damaged, or from a shop with other settings.
    std::vector<pos::store::CartSave> unusable_carts;
    bool last_receipt_changed{false};  // it is not what was signed, so it is left out
};

/// Reads it. The user is the one of that name, or the first active manager for an empty name.
///
/// errors: settings that no program of ours wrote, a tax table that contradicts itself, no user
Outcome<ShopState> read_shop(pos::store::Reader& reader, const pos::journal::JournalRow& journal,
                             const std::string& user_name);

/// Puts the carts that cannot be taken up where they are found again, so that they are told of
/// once and selling goes on without them.
pos::store::Answer<void> set_carts_aside(pos::store::Store& store, ShopState& shop);

/// What the store must keep for a Store effect of a register; carts as the register has them now.
pos::store::Batch batch_of(const pos::sale::Store& effect,
                           const pos::sale::Register& cash_register);

/// What the register is told about a batch that was stored.
pos::sale::Stored answer_of(const pos::sale::Store& effect, const pos::store::Stored& stored);

/// A register over a store, one command after the other: for the command line, tests and the
/// simulator. What need not be waited for is written with the next thing that must be, in one
/// transaction.
///
/// threads: one at a time
class RegisterService {
public:
    /// `store` outlives this.
    RegisterService(pos::store::Store& store, ShopState state, pos::Random& random);

    /// Gives the register a command and carries out what follows.
    ///
    /// errors: the register's refusal; a failed write, after which the register is as before
    using Error = std::variant<pos::sale::Refusal, pos::store::StoreError>;
    std::expected<void, Error> tell(const pos::sale::Command& command, pos::Instant at);

    /// Writes what has gathered. Called by itself before anything that is awaited.
    pos::store::Answer<void> flush(pos::Instant at);

    const pos::sale::State& state() const { return cash_register_.state(); }
    const pos::sale::Register& cash_register() const { return cash_register_; }
    const ShopState& shop() const { return shop_; }
    pos::sale::Stamp stamp(pos::Instant at) const { return {at, shop_.zone.local(at)}; }

    /// Told of every effect but stores: receipts, drawer, reports.
    std::function<void(const pos::sale::Effect&)> on_effect;

private:
    pos::store::Answer<void> carry_out(pos::sale::Store effect, pos::Instant at);
    pos::store::Batch take_gathered();

    pos::store::Store& store_;
    ShopState shop_;
    pos::Random& random_;
    pos::sale::Register cash_register_;
    // What waits for the next write, as one effect with the last one's ticket. Its carts are taken
    // as they are then: of many changes one is written, and none of a cart that is sold.
    pos::sale::Store gathered_;
};

}  // namespace app::core
