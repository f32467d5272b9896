#pragma once

#include <cstdint>
#include <expected>

#include "pos/base/bytes.hpp"
#include "pos/sale/cart.hpp"
#include "pos/sale/setup.hpp"

namespace pos::sale {

/// No cart's bytes are more: 2,000 lines with every text at its longest stay below it.
inline constexpr std::size_t kCartBytesMax = 16U << 20U;

/// A cart as its working row holds it. The bytes name their versions, so that a newer program takes
/// up the cart that an older one left.
///
/// ensures: cart_from_bytes() gives the cart back
Bytes cart_bytes(const Cart& cart);

enum class CartBytesError : std::uint8_t {
    too_long,
    newer_version,  // written by a newer program
    damaged,        // no program of ours wrote these bytes
};

/// errors: in enum order
std::expected<Cart, CartBytesError> cart_from_bytes(BytesView bytes);

/// Whether a register of this setup can take the cart up: bytes can be well-formed and still say
/// what no register ever said.
bool is_sound(const Setup& setup, const Cart& cart);

}  // namespace pos::sale
