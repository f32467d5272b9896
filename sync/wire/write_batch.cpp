#include <algorithm>
#include <utility>

#include "pos/base/assert.hpp"
#include "pos/journal/hash.hpp"
#include "sync/wire/batch.hpp"
#include "sync/wire/compression.hpp"
#include "sync/wire/layout.hpp"

namespace syncing::wire {

namespace {

using pos::journal::SealedEntry;

/// Like goes beside like, since bytes that look alike compress well and signatures not at all.
pos::Bytes body_of(std::span<const SealedEntry> entries) {
    std::size_t size = 0;
    for (const SealedEntry& one : entries) size += body_bytes(one);
    pos::Bytes body;
    body.reserve(size);
    for (const SealedEntry& one : entries) {
        const auto& entry = one.entry;
        put(body, static_cast<std::uint64_t>(entry.at.unix_ms), 8);
        put(body, entry.kind, 2);
        put(body, entry.version, 2);
        put(body, entry.signature ? kSignedFlag : 0, 1);
        put(body, one.attachments.size(), 1);
        put(body, entry.payload.size(), 4);
    }
    for (const SealedEntry& one : entries) put(body, one.entry.payload);
    for (const SealedEntry& one : entries) {
        if (one.entry.signature) put(body, *one.entry.signature);
    }
    for (const SealedEntry& one : entries) {
        for (const auto& attachment : one.attachments) {
            put(body, attachment.salt);
            put(body, attachment.bytes.size(), 4);
            put(body, attachment.bytes);
        }
    }
    POS_ASSERT(body.size() == size);
    return body;
}

void check(const Place& place, std::span<const SealedEntry> entries) {
    POS_ASSERT(!entries.empty() && entries.size() <= kEntriesMax);
    std::uint64_t seq = place.after.seq;
    for (const SealedEntry& one : entries) {
        POS_ASSERT(one.entry.journal_id == place.journal && one.entry.seq == ++seq);
        POS_ASSERT(one.attachments.size() <= kAttachmentsMax);
    }
}

}  // namespace

SignedBatch signed_batch(pos::BytesView signed_part) {
    SignedBatch message{};
    const auto end = std::ranges::copy(pos::as_bytes(kBatchSignatureTag), message.begin()).out;
    std::ranges::copy(pos::journal::blake2b(signed_part), end);
    return message;
}

std::size_t body_bytes(const SealedEntry& one) {
    std::size_t size = kEntryHeadBytes + one.entry.payload.size();
    if (one.entry.signature) size += sizeof(pos::Signature);
    for (const auto& attachment : one.attachments) {
        size += attachment.salt.size() + 4 + attachment.bytes.size();
    }
    return size;
}

std::expected<pos::Bytes, WriteError> write_batch(const Place& place,
                                                  std::span<const SealedEntry> entries,
                                                  const pos::journal::SigningKey& terminal_key) {
    check(place, entries);
    const auto refused =
        std::unexpected{entries.size() == 1 ? WriteError::entry_too_large : WriteError::too_large};
    std::size_t size = 0;
    for (const SealedEntry& one : entries) size += body_bytes(one);
    if (size > kBodyBytesMax) return refused;
    const pos::Bytes compressed = compress(body_of(entries));
    if (kHeaderBytes + compressed.size() + sizeof(pos::Signature) > kBatchBytesMax) return refused;

    pos::Bytes batch;
    batch.reserve(kHeaderBytes + compressed.size() + sizeof(pos::Signature));
    put(batch, pos::as_bytes(kBatchTag));
    put(batch, kBatchVersion, 2);
    put(batch, 0, 2);
    put(batch, std::as_bytes(std::span{place.journal.bytes}));
    put(batch, place.journal_key);
    put(batch, place.after.seq, 8);
    put(batch, place.after.hash);
    put(batch, entries.size(), 4);
    put(batch, size, 4);
    put(batch, compressed.size(), 4);
    POS_ASSERT(batch.size() == kHeaderBytes);
    put(batch, compressed);
    put(batch, terminal_key.sign(signed_batch(batch)));
    return batch;
}

std::expected<WrittenBatch, WriteError> write_what_fits(
    const Place& place, std::span<const SealedEntry> entries,
    const pos::journal::SigningKey& terminal_key) {
    for (std::size_t count = entries.size();; count /= 2) {
        auto batch = write_batch(place, entries.first(count), terminal_key);
        if (batch) return WrittenBatch{std::move(*batch), count};
        if (batch.error() == WriteError::entry_too_large) return std::unexpected{batch.error()};
    }
}

}  // namespace syncing::wire
