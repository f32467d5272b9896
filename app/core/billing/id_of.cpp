#include "app/core/billing/id_of.hpp"

#include <algorithm>
#include <span>

#include "pos/journal/hash.hpp"

namespace app::core::billing {

pos::Ulid id_of(std::initializer_list<std::string_view> parts) {
    pos::journal::Hasher hasher;
    for (const std::string_view part : parts) {
        hasher.update(std::as_bytes(std::span{part}));
        hasher.update(std::as_bytes(std::span{"", 1}));  // so that no two parts run into one
    }
    const pos::Hash hash = hasher.finish();
    pos::Ulid id;
    std::ranges::transform(std::span{hash}.first(id.bytes.size()), id.bytes.begin(),
                           [](std::byte byte) { return std::to_integer<std::uint8_t>(byte); });
    return id;
}

}  // namespace app::core::billing
