#pragma once

#include <cstddef>
#include <optional>

#include "pos/base/bytes.hpp"

namespace syncing::wire {

/// One zstd frame that states its content's length.
pos::Bytes compress(pos::BytesView body);

/// The content of a frame of nobody knows whom; nothing unless it is one frame, whole, of exactly
/// that length. No more than `size` bytes are ever asked for.
std::optional<pos::Bytes> decompress(pos::BytesView frame, std::size_t size);

}  // namespace syncing::wire
