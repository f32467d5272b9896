#pragma once

#include <cstddef>
#include <cstdint>
#include <expected>
#include <span>
#include <vector>

#include "pos/base/bytes.hpp"
#include "pos/journal/chain.hpp"
#include "pos/journal/key.hpp"
#include "pos/journal/sealed_entry.hpp"

/// A batch: entries of one journal, in order, on their way to head office. README.md says every
/// byte of it.
namespace syncing::wire {

/// A whole batch as it travels, in bytes.
inline constexpr std::size_t kBatchBytesMax = std::size_t{1024} * 1024;
/// Its body, once it is no longer compressed, in bytes.
inline constexpr std::size_t kBodyBytesMax = std::size_t{8} * 1024 * 1024;
inline constexpr std::size_t kEntriesMax = 5'000;
/// Beside one entry.
inline constexpr std::size_t kAttachmentsMax = 255;

inline constexpr std::uint16_t kBatchVersion = 1;
inline constexpr std::size_t kHeaderBytes = 108;
inline constexpr std::size_t kEntryHeadBytes = 18;

/// Where in which journal a batch belongs.
struct Place {
    pos::Ulid journal{};
    pos::journal::PublicKey journal_key{};  // with which its entries are signed
    pos::journal::Head after;               // the entry before the first, or genesis
    bool operator==(const Place&) const = default;
};

enum class WriteError {
    entry_too_large,  // one entry alone makes more than a batch may have
    too_large,        // so many entries make more than a batch may have: try fewer
};

/// Writes entries as one batch and signs it.
///
/// requires: 1 … kEntriesMax entries that follow each other and `place.after`, of place.journal,
///           with at most kAttachmentsMax attachments each
/// ensures:  the same entries and key give the same bytes with the same zstd
/// errors:   in enum order
std::expected<pos::Bytes, WriteError> write_batch(
    const Place& place, std::span<const pos::journal::SealedEntry> entries,
    const pos::journal::SigningKey& terminal_key);

/// A batch of the first `count` entries of those that were to be sent.
struct WrittenBatch {
    pos::Bytes bytes;
    std::size_t count{0};
};
/// Writes as many of the entries as fit, by trying half as many again and again.
///
/// errors: entry_too_large
std::expected<WrittenBatch, WriteError> write_what_fits(
    const Place& place, std::span<const pos::journal::SealedEntry> entries,
    const pos::journal::SigningKey& terminal_key);

/// How many bytes an entry adds to a body.
std::size_t body_bytes(const pos::journal::SealedEntry& entry);

/// Why a batch is refused, in the order in which it is looked at.
enum class Refusal {
    // Its size, by its header alone.
    too_large,
    truncated,
    not_a_batch,
    newer_version,
    reserved_bytes,
    no_entries,
    too_many_entries,
    body_too_large,
    seq_out_of_range,
    trailing_bytes,
    // Who wrote it.
    wrong_signature,
    // Its body.
    wrong_compression,  // no zstd frame, or one of another length
    body_truncated,
    body_trailing_bytes,
    bad_flags,
    // The chain that it makes.
    wrong_genesis,
    entry_signature_missing,
    entry_signature_wrong,
};

/// The header, and where the other parts lie. Views are of the bytes it was read from.
struct Envelope {
    Place place;
    std::size_t entries{0};
    std::size_t body_size{0};
    pos::BytesView compressed;
    pos::BytesView signed_part;
    pos::Signature signature{};
};

struct Batch {
    Place place;
    std::vector<pos::journal::SealedEntry> entries;  // hashes recomputed
    bool operator==(const Batch&) const = default;
};

/// Looks at sizes and at nothing else.
///
/// errors: too_large … trailing_bytes
std::expected<Envelope, Refusal> read_envelope(pos::BytesView bytes);

/// Whether the terminal with that key wrote it.
bool is_signed(const Envelope& envelope, const pos::journal::PublicKey& terminal_key);

/// Opens the body and links its entries to `place.after`. No payload is parsed. Whether the journal
/// has come as far as `place.after` is for whoever keeps it to say.
///
/// requires: is_signed(), so that a stranger's bytes are not even decompressed
/// errors:   wrong_compression … entry_signature_wrong
std::expected<Batch, Refusal> open_body(const Envelope& envelope);

/// All three.
std::expected<Batch, Refusal> read_batch(pos::BytesView bytes,
                                         const pos::journal::PublicKey& terminal_key);

/// "wrong_signature": for machines and logs.
const char* refusal_name(Refusal refusal);

}  // namespace syncing::wire
