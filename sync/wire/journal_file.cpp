#include "sync/wire/journal_file.hpp"

#include <algorithm>
#include <istream>
#include <ostream>
#include <string_view>

#include "pos/base/assert.hpp"
#include "sync/wire/layout.hpp"

namespace syncing::wire {

namespace {

constexpr std::string_view kFileTag = "CFJF";
constexpr std::size_t kFileHeaderBytes = 40;
constexpr std::size_t kLengthBytes = 4;
constexpr std::size_t kEndBytes = 8;  // behind a length of 0

void write(std::ostream& out, pos::BytesView bytes) {
    out.write(reinterpret_cast<const char*>(bytes.data()),
              static_cast<std::streamsize>(bytes.size()));
}

/// As many bytes as there are, up to `size`.
pos::Bytes read_up_to(std::istream& in, std::size_t size) {
    pos::Bytes bytes(size);
    in.read(reinterpret_cast<char*>(bytes.data()), static_cast<std::streamsize>(size));
    bytes.resize(static_cast<std::size_t>(in.gcount()));
    return bytes;
}

}  // namespace

JournalFileWriter::JournalFileWriter(std::ostream& out, const pos::journal::PublicKey& sender)
    : out_{out} {
    pos::Bytes header;
    put(header, pos::as_bytes(kFileTag));
    put(header, kJournalFileVersion, 2);
    put(header, 0, 2);
    put(header, sender);
    POS_ASSERT(header.size() == kFileHeaderBytes);
    write(out_, header);
}

void JournalFileWriter::add(pos::BytesView batch) {
    POS_ASSERT(!batch.empty() && batch.size() <= kBatchBytesMax);
    pos::Bytes length;
    put(length, batch.size(), kLengthBytes);
    write(out_, length);
    write(out_, batch);
    ++batches_;
}

void JournalFileWriter::finish() {
    pos::Bytes end;
    put(end, 0, kLengthBytes);
    put(end, batches_, kEndBytes);
    write(out_, end);
}

JournalFileReader::JournalFileReader(std::istream& in, const pos::journal::PublicKey& sender)
    : in_{&in}, sender_{sender}, at_{kFileHeaderBytes} {}

std::expected<JournalFileReader, FileError> JournalFileReader::open(std::istream& in) {
    const auto refuse = [](FileDefect defect, std::uint64_t at) {
        return std::unexpected{FileError{defect, at, 0, {}}};
    };
    const pos::Bytes header = read_up_to(in, kFileHeaderBytes);
    Cursor cursor{header};
    if (!std::ranges::equal(cursor.take(kFileTag.size()), pos::as_bytes(kFileTag))) {
        return refuse(FileDefect::not_a_journal_file, 0);
    }
    const std::uint64_t version = cursor.integer(2);
    const bool zeros = cursor.integer(2) == 0;
    const auto sender = cursor.array<32>();
    if (cursor.is_short()) return refuse(FileDefect::cut_off, header.size());
    if (version == 0) return refuse(FileDefect::not_a_journal_file, 4);
    if (version > kJournalFileVersion) return refuse(FileDefect::newer_version, 4);
    if (!zeros) return refuse(FileDefect::reserved_bytes, 6);
    return JournalFileReader{in, sender};
}

std::expected<void, FileError> JournalFileReader::read_end() {
    const pos::Bytes end = read_up_to(*in_, kEndBytes);
    if (end.size() < kEndBytes) return std::unexpected{place(FileDefect::cut_off)};
    if (Cursor{end}.integer(kEndBytes) != batch_) {
        return std::unexpected{place(FileDefect::batches_differ)};
    }
    begin_ = at_ += kEndBytes;
    if (in_->get() != std::istream::traits_type::eof()) {
        return std::unexpected{place(FileDefect::trailing_bytes)};
    }
    return {};
}

std::expected<std::optional<pos::Bytes>, FileError> JournalFileReader::next() {
    begin_ = at_;
    const pos::Bytes length = read_up_to(*in_, kLengthBytes);
    if (length.size() < kLengthBytes) return std::unexpected{place(FileDefect::cut_off)};
    const auto size = static_cast<std::size_t>(Cursor{length}.integer(kLengthBytes));
    at_ += kLengthBytes;
    if (size == 0) {
        if (auto end = read_end(); !end) return std::unexpected{end.error()};
        return std::nullopt;
    }
    ++batch_;
    if (size > kBatchBytesMax) return std::unexpected{place(FileDefect::batch_too_large)};
    pos::Bytes batch = read_up_to(*in_, size);
    if (batch.size() < size) return std::unexpected{place(FileDefect::cut_off)};
    at_ += size;
    const auto refuse = [&](Refusal why) {
        FileError error = place(FileDefect::batch_refused);
        error.refusal = why;
        return std::unexpected{error};
    };
    const auto envelope = read_envelope(batch);
    if (!envelope) return refuse(envelope.error());
    if (!is_signed(*envelope, sender_)) return refuse(Refusal::wrong_signature);
    return batch;
}

}  // namespace syncing::wire
