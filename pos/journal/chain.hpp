#pragma once

#include <cstdint>
#include <expected>
#include <optional>

#include "pos/journal/codec.hpp"
#include "pos/journal/entry.hpp"
#include "pos/journal/key.hpp"

/// How the entries of a journal are tied together. Integers are fixed-width, low byte first.
///
///     genesis   = BLAKE2b-256 of          hash of an entry = BLAKE2b-256 of
///     ────────────────────────────        ─────────────────────────────────────────────────
///      at  size                            at  size
///       0    30  "counterfoil journal…"     0    32  hash of the entry before, or genesis
///      30    16  journal_id                32     8  seq, from 1
///      46    32  Ed25519 public key        40     8  at, milliseconds since 1970, signed
///                                          48     2  kind
///     signature = Ed25519 over             50     2  version
///     ────────────────────────────         52     4  length of the payload
///       0    32  "counterfoil entry …"     56     n  payload, the bytes of the archive
///      32    32  hash of the entry
///
/// The signature is not hashed: it is made of the hash, and vouches for every entry before as well.
namespace pos::journal {

/// Where a journal stands: its last entry, or genesis with seq 0.
struct Head {
    std::uint64_t seq{0};
    Hash hash{};
    bool operator==(const Head&) const = default;
};

Head genesis(const Ulid& journal_id, const PublicKey& key);

/// What is hashed of an entry beside the hash before.
struct Contents {
    std::uint64_t seq{0};
    Instant at{};
    std::uint16_t kind{0};
    std::uint16_t version{0};
    BytesView payload;
};

/// requires: a payload below 4 GiB
Hash hash_after(const Hash& previous, const Contents& contents);

Signature sign_hash(const SigningKey& key, const Hash& hash);
bool is_hash_signed(const PublicKey& key, const Hash& hash, const Signature& signature);

/// What ties one more entry to the chain.
struct Link {
    Head head;  // after that entry
    std::optional<Signature> signature;
};

/// Hashes the next entry, and signs it if its kind is signed.
///
/// requires: contents.seq == head.seq + 1
Link link(const Head& head, const Contents& contents, const SigningKey& key);

/// The same, as a whole entry.
Entry next_entry(const Ulid& journal_id, const Head& head, Instant at, EncodedEvent event,
                 const SigningKey& key);

enum class ChainFault {
    other_journal,  // the entry says it belongs elsewhere
    repeated,       // its number was there already
    gap,            // entries are missing before it
    hash_mismatch,  // these contents after that entry do not give its hash: one of the two was
                    // changed
    signature_missing,
    signature_wrong,
};

/// Walks the entries of one journal in order and says what is wrong first.
///
/// ensures: while check() succeeds, everything up to head() is what the key's owner wrote, at least
///          up to the last signed entry
class ChainVerifier {
public:
    /// From the first entry on.
    ChainVerifier(const Ulid& journal_id, const PublicKey& key);
    /// From behind an entry that is known to be right: the last acknowledged one, say.
    ChainVerifier(const Ulid& journal_id, const PublicKey& key, const Head& head);

    /// errors: in enum order; head() then stays where it was
    std::expected<void, ChainFault> check(const Entry& entry);

    const Head& head() const { return head_; }

private:
    Ulid journal_id_;
    PublicKey key_;
    Head head_;
};

}  // namespace pos::journal
