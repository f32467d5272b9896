#include "sync/wire/compression.hpp"

#include <zstd.h>

#include "pos/base/assert.hpp"

namespace syncing::wire {

namespace {

/// Above this, a sale's bytes get smaller by a hundredth and take twice as long.
constexpr int kLevel = 6;

}  // namespace

pos::Bytes compress(pos::BytesView body) {
    pos::Bytes compressed(ZSTD_compressBound(body.size()));
    const std::size_t size =
        ZSTD_compress(compressed.data(), compressed.size(), body.data(), body.size(), kLevel);
    POS_ASSERT(ZSTD_isError(size) == 0);  // only a buffer that is too small, or no memory
    compressed.resize(size);
    return compressed;
}

std::optional<pos::Bytes> decompress(pos::BytesView frame, std::size_t size) {
    if (ZSTD_getFrameContentSize(frame.data(), frame.size()) != size) return {};
    const std::size_t whole = ZSTD_findFrameCompressedSize(frame.data(), frame.size());
    if (ZSTD_isError(whole) != 0 || whole != frame.size()) return {};
    pos::Bytes body(size);
    const std::size_t got = ZSTD_decompress(body.data(), body.size(), frame.data(), frame.size());
    if (ZSTD_isError(got) != 0 || got != body.size()) return {};
    return body;
}

}  // namespace syncing::wire
