#include "pos/store/feed/change.hpp"

#include <algorithm>

#include "pos/journal/archive/reader.hpp"
#include "pos/journal/archive/writer.hpp"

namespace pos::store::feed {

std::optional<Ulid> id_of(BytesView thing) {
    Ulid id;
    if (thing.size() != id.bytes.size()) return std::nullopt;
    std::ranges::copy(thing, std::as_writable_bytes(std::span{id.bytes}).begin());
    return id;
}

Bytes to_bytes(const Slice& slice) {
    return journal::archive::to_bytes(slice);
}

std::optional<Slice> slice_from(BytesView bytes) {
    auto slice = journal::archive::from_bytes<Slice>(bytes);
    if (!slice) return std::nullopt;
    return std::move(*slice);
}

}  // namespace pos::store::feed
