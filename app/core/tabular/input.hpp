#pragma once

#include <cstdint>
#include <expected>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "pos/base/bytes.hpp"

namespace app::core::tabular {

enum class InputErrorKind {
    not_found,
    is_a_folder,
    cannot_read,        // permission, or the disk failed
    other_spreadsheet,  // of another program than those whose files are read; `detail` says which
    no_table,           // neither a spreadsheet nor text
    bad_compression,    // damaged, cut off, or packed with a window above kWindowLog2Max
    too_long,           // more than no_longer_than() lets through
};

struct InputError {
    InputErrorKind kind{};
    std::string source;  // the path as given; "-" for standard input
    std::string detail;  // of the system or the library
};

/// One sentence for people.
std::string to_string(const InputError& error);

/// How far a file was read: bytes of the file itself, packed or not.
struct Progress {
    std::uint64_t bytes_read{0};
    std::optional<std::uint64_t> bytes_total;  // unknown for a pipe
};

/// Bytes, read once from start to end.
class Input {
public:
    virtual ~Input() = default;
    /// At least one byte, or none at the end.
    ///
    /// requires: out is not empty
    virtual std::expected<std::size_t, InputError> read(std::span<char> out) = 0;
    virtual Progress progress() const = 0;
    /// BLAKE2b-256 of what was read, as it lies in the file: of the whole file after its end.
    ///
    /// requires: called once, last
    virtual pos::Hash finish_hash() = 0;
};

/// What becomes of a PDF file: nothing that holds a table, but it may carry an e-invoice.
enum class PdfFiles : bool { refused, read };

/// A file, or standard input for "-"; gzip, zstd and a zip archive of one file are unpacked, and of
/// a workbook (.xlsx) the first sheet is read, told by content, not by name.
std::expected<std::unique_ptr<Input>, InputError> open_input(const std::string& path,
                                                             PdfFiles pdf = PdfFiles::refused);

/// Bytes in memory, as if they came in pieces of at most `piece`.
///
/// requires: `bytes` outlives the input; piece > 0
std::unique_ptr<Input> memory_input(std::string_view bytes, std::size_t piece = SIZE_MAX);

/// The same bytes, as long as there are no more of them than that: a small file may be packed of
/// any number.
///
/// errors: those of `input`; too_long
std::unique_ptr<Input> no_longer_than(std::size_t bytes_max, std::unique_ptr<Input> input,
                                      std::string source);

inline constexpr int kWindowLog2Max = 27;  // 128 MiB, zstd's own limit

/// `packed` unpacked if its first bytes say that it is gzip, zstd or zip; several members of gzip
/// or zstd in a row are one.
std::expected<std::unique_ptr<Input>, InputError> unpacked(std::unique_ptr<Input> packed,
                                                           std::string source,
                                                           PdfFiles pdf = PdfFiles::refused);

}  // namespace app::core::tabular
