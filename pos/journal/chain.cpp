#include "pos/journal/chain.hpp"

#include <algorithm>
#include <array>
#include <limits>
#include <string_view>
#include <utility>

#include "pos/base/assert.hpp"
#include "pos/journal/event.hpp"
#include "pos/journal/hash.hpp"

namespace pos::journal {

namespace {

constexpr std::string_view kGenesisTag = "counterfoil journal genesis v1";
constexpr std::string_view kSignatureTag = "counterfoil entry signature v1\n\n";
static_assert(kGenesisTag.size() == 30);
static_assert(kSignatureTag.size() == 32);

constexpr std::size_t kHeaderSize = 8 + 8 + 2 + 2 + 4;

/// Fixed-width integers, low byte first, one behind the other.
class Header {
public:
    void put(std::uint64_t value, std::size_t width) {
        for (std::size_t i = 0; i < width; ++i)
            bytes_[size_++] = static_cast<std::byte>(value >> (8 * i));
    }
    BytesView bytes() const {
        POS_ASSERT(size_ == kHeaderSize);
        return bytes_;
    }

private:
    std::array<std::byte, kHeaderSize> bytes_{};
    std::size_t size_ = 0;
};

using SignedMessage = std::array<std::byte, kSignatureTag.size() + sizeof(Hash)>;

SignedMessage signed_message(const Hash& hash) {
    SignedMessage message{};
    const auto end = std::ranges::copy(as_bytes(kSignatureTag), message.begin()).out;
    std::ranges::copy(hash, end);
    return message;
}

}  // namespace

Head genesis(const Ulid& journal_id, const PublicKey& key) {
    Hasher hasher;
    hasher.update(as_bytes(kGenesisTag));
    hasher.update(std::as_bytes(std::span{journal_id.bytes}));
    hasher.update(key);
    return {0, hasher.finish()};
}

Hash hash_after(const Hash& previous, const Contents& contents) {
    POS_ASSERT(contents.payload.size() <= std::numeric_limits<std::uint32_t>::max());
    Header header;
    header.put(contents.seq, 8);
    header.put(static_cast<std::uint64_t>(contents.at.unix_ms), 8);
    header.put(contents.kind, 2);
    header.put(contents.version, 2);
    header.put(contents.payload.size(), 4);
    Hasher hasher;
    hasher.update(previous);
    hasher.update(header.bytes());
    hasher.update(contents.payload);
    return hasher.finish();
}

Signature sign_hash(const SigningKey& key, const Hash& hash) {
    return key.sign(signed_message(hash));
}

bool is_hash_signed(const PublicKey& key, const Hash& hash, const Signature& signature) {
    return is_signed_by(key, signed_message(hash), signature);
}

Link link(const Head& head, const Contents& contents, const SigningKey& key) {
    POS_ASSERT(contents.seq == head.seq + 1);
    Link next{{contents.seq, hash_after(head.hash, contents)}, std::nullopt};
    if (needs_signature(contents.kind)) next.signature = sign_hash(key, next.head.hash);
    return next;
}

Entry next_entry(const Ulid& journal_id, const Head& head, Instant at, EncodedEvent event,
                 const SigningKey& key) {
    const Contents contents{head.seq + 1, at, event.kind, event.version, event.payload};
    const Link next = link(head, contents, key);
    return {journal_id,     next.head.seq, at, event.kind, event.version, std::move(event.payload),
            next.head.hash, next.signature};
}

ChainVerifier::ChainVerifier(const Ulid& journal_id, const PublicKey& key)
    : ChainVerifier{journal_id, key, genesis(journal_id, key)} {}

ChainVerifier::ChainVerifier(const Ulid& journal_id, const PublicKey& key, const Head& head)
    : journal_id_{journal_id}, key_{key}, head_{head} {}

std::expected<void, ChainFault> ChainVerifier::check(const Entry& entry) {
    if (entry.journal_id != journal_id_) return std::unexpected{ChainFault::other_journal};
    if (entry.seq <= head_.seq) return std::unexpected{ChainFault::repeated};
    if (entry.seq > head_.seq + 1) return std::unexpected{ChainFault::gap};
    const Hash hash =
        hash_after(head_.hash, {entry.seq, entry.at, entry.kind, entry.version, entry.payload});
    if (hash != entry.hash) return std::unexpected{ChainFault::hash_mismatch};
    if (!entry.signature) {
        if (needs_signature(entry.kind)) return std::unexpected{ChainFault::signature_missing};
    } else if (!is_hash_signed(key_, hash, *entry.signature)) {
        return std::unexpected{ChainFault::signature_wrong};
    }
    head_ = {entry.seq, hash};
    return {};
}

}  // namespace pos::journal
