#pragma once

#include <expected>
#include <optional>

#include "pos/sale/cart.hpp"
#include "pos/sale/commands.hpp"
#include "pos/sale/refusal.hpp"

namespace pos::sale {

/// Why a sale cannot be taken back and rung up again, as far as it says so itself.
std::optional<Refusal> not_correctable(const CorrectSale& command);

/// The cart that takes a sale back: every line whole, every payment given back as it was made, and
/// what is rung up again. `sale` is the new ticket's.
///
/// requires: !not_correctable(command)
/// errors:   unknown_sold_line
std::expected<Cart, Refusal> mirror_cart(const CorrectSale& command, const Ulid& sale,
                                         Instant started_at);

/// The cart in which the goods are rung up again. `sale` is the new ticket's.
Cart again(const Correction& correction, const Ulid& sale, Instant started_at);

}  // namespace pos::sale
