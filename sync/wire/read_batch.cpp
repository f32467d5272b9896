#include <algorithm>
#include <atomic>
#include <thread>

#include "sync/wire/batch.hpp"
#include "sync/wire/compression.hpp"
#include "sync/wire/layout.hpp"

namespace syncing::wire {

namespace {

using pos::journal::SealedEntry;

/// Numbers of entries have 40 bits wherever they are kept.
constexpr std::uint64_t kSeqMax = (std::uint64_t{1} << 40) - 1;

/// What an entry's head says of parts that lie further behind.
struct Head {
    std::size_t payload{0};
    std::size_t attachments{0};
    bool is_signed{false};
};

std::expected<std::vector<SealedEntry>, Refusal> entries_of(pos::BytesView body,
                                                            const Envelope& envelope) {
    if (body.size() < envelope.entries * kEntryHeadBytes) {
        return std::unexpected{Refusal::body_truncated};
    }
    std::vector<SealedEntry> entries(envelope.entries);
    std::vector<Head> heads(envelope.entries);
    Cursor cursor{body};
    std::uint64_t seq = envelope.place.after.seq;
    bool flags_known = true;
    for (std::size_t i = 0; i < entries.size(); ++i) {
        auto& entry = entries[i].entry;
        entry.journal_id = envelope.place.journal;
        entry.seq = ++seq;
        entry.at.unix_ms = static_cast<std::int64_t>(cursor.integer(8));
        entry.kind = static_cast<std::uint16_t>(cursor.integer(2));
        entry.version = static_cast<std::uint16_t>(cursor.integer(2));
        const std::uint64_t flags = cursor.integer(1);
        flags_known = flags_known && (flags & ~kSignedFlag) == 0;
        heads[i].is_signed = (flags & kSignedFlag) != 0;
        heads[i].attachments = cursor.integer(1);
        heads[i].payload = cursor.integer(4);
    }
    for (std::size_t i = 0; i < entries.size() && !cursor.is_short(); ++i) {
        const pos::BytesView payload = cursor.take(heads[i].payload);
        entries[i].entry.payload.assign(payload.begin(), payload.end());
    }
    for (std::size_t i = 0; i < entries.size(); ++i) {
        if (heads[i].is_signed) entries[i].entry.signature = cursor.array<64>();
    }
    for (std::size_t i = 0; i < entries.size(); ++i) {
        for (std::size_t n = 0; n < heads[i].attachments && !cursor.is_short(); ++n) {
            auto& attachment = entries[i].attachments.emplace_back();
            attachment.salt = cursor.array<32>();
            const pos::BytesView bytes = cursor.take(cursor.integer(4));
            attachment.bytes.assign(bytes.begin(), bytes.end());
        }
    }
    if (cursor.is_short()) return std::unexpected{Refusal::body_truncated};
    if (cursor.left() > 0) return std::unexpected{Refusal::body_trailing_bytes};
    if (!flags_known) return std::unexpected{Refusal::bad_flags};
    return entries;
}

/// One signature to check.
struct Signed {
    const pos::Hash* hash{nullptr};
    const pos::Signature* signature{nullptr};
};

/// A signature takes some 50 µs to check, so many of them are shared out.
bool all_hold(const pos::journal::PublicKey& key, std::span<const Signed> all) {
    constexpr std::size_t kWorthAThread = 64;
    constexpr std::size_t kThreadsMax = 4;
    std::atomic<bool> hold{true};
    const auto check = [&](std::span<const Signed> some) {
        for (const Signed& one : some) {
            if (!hold.load(std::memory_order_relaxed)) return;
            if (!pos::journal::is_hash_signed(key, *one.hash, *one.signature)) hold = false;
        }
    };
    const std::size_t cores = std::max(std::thread::hardware_concurrency(), 1U);
    const std::size_t count =
        std::clamp<std::size_t>(all.size() / kWorthAThread, 1, std::min(cores, kThreadsMax));
    const std::size_t share = (all.size() + count - 1) / count;
    {
        std::vector<std::jthread> others;
        for (std::size_t from = share; from < all.size(); from += share) {
            const auto some = all.subspan(from, std::min(share, all.size() - from));
            others.emplace_back([&check, some] { check(some); });
        }
        check(all.first(std::min(share, all.size())));
    }
    return hold;
}

std::expected<void, Refusal> link(const Place& place, std::vector<SealedEntry>& entries) {
    if (place.after.seq == 0 &&
        place.after != pos::journal::genesis(place.journal, place.journal_key)) {
        return std::unexpected{Refusal::wrong_genesis};
    }
    pos::Hash hash = place.after.hash;
    std::vector<Signed> to_check;
    bool missing = false;
    for (auto& [entry, attachments] : entries) {
        hash = pos::journal::hash_after(
            hash, {entry.seq, entry.at, entry.kind, entry.version, entry.payload});
        entry.hash = hash;
        if (entry.signature) to_check.push_back({&entry.hash, &*entry.signature});
        missing = !entry.signature && pos::journal::needs_signature(entry.kind);
        if (missing) break;
    }
    // What is wrong first in the journal is the answer.
    if (!all_hold(place.journal_key, to_check)) {
        return std::unexpected{Refusal::entry_signature_wrong};
    }
    if (missing) return std::unexpected{Refusal::entry_signature_missing};
    return {};
}

}  // namespace

std::expected<Envelope, Refusal> read_envelope(pos::BytesView bytes) {
    const auto refuse = [](Refusal why) { return std::unexpected{why}; };
    if (bytes.size() > kBatchBytesMax) return refuse(Refusal::too_large);
    if (bytes.size() < kHeaderBytes) return refuse(Refusal::truncated);
    Cursor cursor{bytes};
    if (!std::ranges::equal(cursor.take(4), pos::as_bytes(kBatchTag))) {
        return refuse(Refusal::not_a_batch);
    }
    const std::uint64_t version = cursor.integer(2);
    if (version == 0) return refuse(Refusal::not_a_batch);
    if (version > kBatchVersion) return refuse(Refusal::newer_version);
    if (cursor.integer(2) != 0) return refuse(Refusal::reserved_bytes);
    Envelope envelope;
    std::ranges::copy(cursor.take(16),
                      std::as_writable_bytes(std::span{envelope.place.journal.bytes}).begin());
    envelope.place.journal_key = cursor.array<32>();
    envelope.place.after.seq = cursor.integer(8);
    envelope.place.after.hash = cursor.array<32>();
    envelope.entries = cursor.integer(4);
    envelope.body_size = cursor.integer(4);
    const std::size_t compressed = cursor.integer(4);
    if (envelope.entries == 0) return refuse(Refusal::no_entries);
    if (envelope.entries > kEntriesMax) return refuse(Refusal::too_many_entries);
    if (envelope.body_size > kBodyBytesMax) return refuse(Refusal::body_too_large);
    if (envelope.place.after.seq > kSeqMax - kEntriesMax) return refuse(Refusal::seq_out_of_range);
    envelope.compressed = cursor.take(compressed);
    envelope.signature = cursor.array<64>();
    if (cursor.is_short()) return refuse(Refusal::truncated);
    if (cursor.left() > 0) return refuse(Refusal::trailing_bytes);
    envelope.signed_part = bytes.first(kHeaderBytes + compressed);
    return envelope;
}

bool is_signed(const Envelope& envelope, const pos::journal::PublicKey& terminal_key) {
    return pos::journal::is_signed_by(terminal_key, signed_batch(envelope.signed_part),
                                      envelope.signature);
}

std::expected<Batch, Refusal> open_body(const Envelope& envelope) {
    const auto body = decompress(envelope.compressed, envelope.body_size);
    if (!body) return std::unexpected{Refusal::wrong_compression};
    auto entries = entries_of(*body, envelope);
    if (!entries) return std::unexpected{entries.error()};
    if (auto linked = link(envelope.place, *entries); !linked) {
        return std::unexpected{linked.error()};
    }
    return Batch{envelope.place, std::move(*entries)};
}

std::expected<Batch, Refusal> read_batch(pos::BytesView bytes,
                                         const pos::journal::PublicKey& terminal_key) {
    const auto envelope = read_envelope(bytes);
    if (!envelope) return std::unexpected{envelope.error()};
    if (!is_signed(*envelope, terminal_key)) return std::unexpected{Refusal::wrong_signature};
    return open_body(*envelope);
}

const char* refusal_name(Refusal refusal) {
    switch (refusal) {
        case Refusal::too_large:
            return "too_large";
        case Refusal::truncated:
            return "truncated";
        case Refusal::not_a_batch:
            return "not_a_batch";
        case Refusal::newer_version:
            return "newer_version";
        case Refusal::reserved_bytes:
            return "reserved_bytes";
        case Refusal::no_entries:
            return "no_entries";
        case Refusal::too_many_entries:
            return "too_many_entries";
        case Refusal::body_too_large:
            return "body_too_large";
        case Refusal::seq_out_of_range:
            return "seq_out_of_range";
        case Refusal::trailing_bytes:
            return "trailing_bytes";
        case Refusal::wrong_signature:
            return "wrong_signature";
        case Refusal::wrong_compression:
            return "wrong_compression";
        case Refusal::body_truncated:
            return "body_truncated";
        case Refusal::body_trailing_bytes:
            return "body_trailing_bytes";
        case Refusal::bad_flags:
            return "bad_flags";
        case Refusal::wrong_genesis:
            return "wrong_genesis";
        case Refusal::entry_signature_missing:
            return "entry_signature_missing";
        case Refusal::entry_signature_wrong:
            return "entry_signature_wrong";
    }
    return "unknown";
}

}  // namespace syncing::wire
