#include "sync/wire/changes.hpp"

#include <algorithm>
#include <span>

#include "pos/base/assert.hpp"
#include "sync/wire/compression.hpp"
#include "sync/wire/layout.hpp"

namespace syncing::wire {

namespace {

constexpr std::string_view kChangesTag = "CFCH";

bool is_ordered(const pos::store::feed::Slice& slice) {
    std::uint64_t before = slice.from;
    for (const auto& change : slice.changes) {
        if (change.number <= before) return false;
        before = change.number;
    }
    if (before > slice.to || slice.to > slice.head) return false;
    // A mark's number is kept in a column.
    return !slice.mark || (slice.mark.number >= slice.to &&
                           slice.mark.number <= static_cast<std::uint64_t>(INT64_MAX));
}

}  // namespace

pos::Bytes write_changes(const Changes& changes, std::uint16_t version) {
    POS_ASSERT(version >= 1 && version <= kChangesVersion);
    const pos::Bytes body = pos::store::feed::to_bytes(changes.slice);
    POS_ASSERT(body.size() <= kChangesBodyBytesMax);
    const pos::Bytes compressed = compress(body);
    pos::Bytes bytes;
    put(bytes, pos::as_bytes(kChangesTag));
    put(bytes, version, 2);
    put(bytes, 0, 2);
    put(bytes, std::as_bytes(std::span{changes.epoch.bytes}));
    put(bytes, body.size(), 4);
    put(bytes, compressed.size(), 4);
    if (version >= 2) {
        put(bytes, changes.slice.mark.number, 8);
        put(bytes, changes.slice.mark.bytes);
    }
    POS_ASSERT(bytes.size() == (version >= 2 ? kChangesHeaderBytes : kChangesHeaderBytesV1));
    put(bytes, compressed);
    return bytes;
}

std::expected<Changes, ChangesRefusal> read_changes(pos::BytesView bytes) {
    const auto refuse = [](ChangesRefusal why) { return std::unexpected{why}; };
    if (bytes.size() > kChangesBytesMax) return refuse(ChangesRefusal::too_large);
    if (bytes.size() < kChangesHeaderBytesV1) return refuse(ChangesRefusal::truncated);
    Cursor cursor{bytes};
    if (!std::ranges::equal(cursor.take(4), pos::as_bytes(kChangesTag))) {
        return refuse(ChangesRefusal::not_changes);
    }
    const std::uint64_t version = cursor.integer(2);
    if (version == 0) return refuse(ChangesRefusal::not_changes);
    if (version > kChangesVersion) return refuse(ChangesRefusal::newer_version);
    cursor.integer(2);
    Changes changes;
    std::ranges::copy(cursor.take(16),
                      std::as_writable_bytes(std::span{changes.epoch.bytes}).begin());
    const std::size_t body_size = cursor.integer(4);
    const std::size_t compressed = cursor.integer(4);
    if (body_size > kChangesBodyBytesMax) return refuse(ChangesRefusal::too_large);
    pos::store::feed::Mark mark;
    if (version >= 2) {
        mark.number = cursor.integer(8);
        mark.bytes = cursor.array<16>();
    }
    const pos::BytesView frame = cursor.take(compressed);
    if (cursor.is_short()) return refuse(ChangesRefusal::truncated);
    if (cursor.left() > 0) return refuse(ChangesRefusal::trailing_bytes);
    const auto body = decompress(frame, body_size);
    if (!body) return refuse(ChangesRefusal::wrong_compression);
    auto slice = pos::store::feed::slice_from(*body);
    if (!slice) return refuse(ChangesRefusal::wrong_body);
    slice->mark = mark;
    if (!is_ordered(*slice)) return refuse(ChangesRefusal::wrong_order);
    changes.slice = std::move(*slice);
    return changes;
}

}  // namespace syncing::wire
