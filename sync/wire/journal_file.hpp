#pragma once

#include <cstdint>
#include <expected>
#include <iosfwd>
#include <optional>

#include "pos/base/bytes.hpp"
#include "pos/journal/key.hpp"
#include "sync/wire/batch.hpp"

/// A journal file: the batches that would travel over a network, one behind the other, for those
/// who have none. README.md says every byte of it.
namespace syncing::wire {

inline constexpr std::uint16_t kJournalFileVersion = 1;

/// Writes a journal file from its beginning to its end. Whether the stream took everything is for
/// its owner to ask.
class JournalFileWriter {
public:
    /// `sender` is the key with which every batch is signed.
    JournalFileWriter(std::ostream& out, const pos::journal::PublicKey& sender);
    /// requires: 1 … kBatchBytesMax bytes
    void add(pos::BytesView batch);
    /// Without it, whoever reads the file finds it cut off.
    void finish();
    std::uint64_t batches() const { return batches_; }

private:
    std::ostream& out_;
    std::uint64_t batches_{0};
};

/// Why a file is not read on.
enum class FileDefect {
    not_a_journal_file,
    newer_version,
    reserved_bytes,
    batch_too_large,
    cut_off,         // it ends within a batch, or before its end was written
    batches_differ,  // its end names another number of batches than lie before it
    trailing_bytes,
    batch_refused,  // `refusal` says why
};

/// What is wrong, and where.
struct FileError {
    FileDefect defect{FileDefect::not_a_journal_file};
    std::uint64_t at{0};     // the byte at which what is wrong begins
    std::uint64_t batch{0};  // from 1; 0: before the first
    std::optional<Refusal> refusal;
};

/// Reads a journal file, one batch in memory at a time.
class JournalFileReader {
public:
    /// errors: not_a_journal_file … reserved_bytes
    static std::expected<JournalFileReader, FileError> open(std::istream& in);

    const pos::journal::PublicKey& sender() const { return sender_; }
    /// The next batch, whose sizes and signature by the sender hold; nothing at the end.
    ///
    /// errors: batch_too_large … batch_refused
    std::expected<std::optional<pos::Bytes>, FileError> next();
    /// Of the batch that was read last: its number and where it begins.
    FileError place(FileDefect defect) const { return {defect, begin_, batch_, {}}; }

private:
    JournalFileReader(std::istream& in, const pos::journal::PublicKey& sender);
    std::expected<void, FileError> read_end();

    std::istream* in_;
    pos::journal::PublicKey sender_;
    std::uint64_t at_;
    std::uint64_t begin_{0};
    std::uint64_t batch_{0};
};

}  // namespace syncing::wire
