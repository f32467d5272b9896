#include "sync/wire/layout.hpp"

namespace syncing::wire {

void put(pos::Bytes& to, std::uint64_t value, std::size_t width) {
    for (std::size_t i = 0; i < width; ++i) to.push_back(static_cast<std::byte>(value >> (8 * i)));
}

void put(pos::Bytes& to, pos::BytesView bytes) {
    to.insert(to.end(), bytes.begin(), bytes.end());
}

}  // namespace syncing::wire
