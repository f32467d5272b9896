#include "pos/sale/cart_bytes.hpp"

#include "pos/journal/archive/reader.hpp"
#include "pos/journal/archive/writer.hpp"

namespace pos::sale {

Bytes cart_bytes(const Cart& cart) {
    return journal::archive::to_bytes(cart);
}

std::expected<Cart, CartBytesError> cart_from_bytes(BytesView bytes) {
    using journal::archive::ReadError;
    if (bytes.size() > kCartBytesMax) return std::unexpected{CartBytesError::too_long};
    auto cart = journal::archive::from_bytes<Cart>(bytes);
    if (cart) return std::move(*cart);
    const bool newer = cart.error() == ReadError::newer_version;
    return std::unexpected{newer ? CartBytesError::newer_version : CartBytesError::damaged};
}

}  // namespace pos::sale
