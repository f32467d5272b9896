#pragma once

#include <expected>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "app/core/tabular/encoding.hpp"
#include "app/core/tabular/input.hpp"
#include "app/core/tabular/record.hpp"

namespace app::core::tabular {

enum class Format {
    automatic,  // by the signs in the first line
    csv,        // comma, semicolon or bar, whichever the first line has most of
    tsv,
};

struct Options {
    Format format{Format::automatic};
    Encoding encoding{Encoding::automatic};
    bool header{true};        // the first row names the columns; else they are named 1, 2, …
    unsigned lines_above{0};  // passed over before the header: a title, a date
    Limits limits{};
    std::function<void(const Progress&)> on_progress{};  // each time more of the file was read
};

/// Reads a table of text row by row, in memory that does not grow with the file: RFC 4180 quotes,
/// line ends LF, CRLF, or CR in a file that has no other, empty lines passed over.
///
/// threads: one
class Reader {
public:
    /// `source` is the name for errors.
    ///
    /// errors: cannot be read; no_table where its start is no text
    static std::expected<Reader, InputError> open(std::unique_ptr<Input> input, std::string source,
                                                  Options options);
    /// A path, or "-" for standard input; packed files are unpacked.
    static std::expected<Reader, InputError> open(const std::string& path, Options options);

    const std::string& source() const { return source_; }
    /// As the header writes them, white space at the ends dropped. None: the file is empty.
    const std::vector<std::string>& columns() const { return columns_; }
    char separator() const { return syntax_.separator; }
    /// What was wrong with the header row; no row follows then.
    const std::optional<RowDefect>& header_defect() const { return header_defect_; }

    /// False at the end. A row with a defect is a row: reading goes on behind it.
    std::expected<bool, InputError> next(Row& row);

    Progress progress() const { return input_->progress(); }
    /// BLAKE2b-256 of the file as it lies on disk.
    ///
    /// requires: next() answered false; called once
    pos::Hash finish_hash() { return input_->finish_hash(); }
    /// False where the letters read so far may be others than were written.
    bool letters_are_sure() const { return input_->letters_are_sure(); }

private:
    Reader(std::unique_ptr<TextInput> input, std::string source, Options options);
    std::expected<void, InputError> begin();
    std::expected<void, InputError> see_line_ends();
    void end_lines_with_feeds(std::size_t from);
    std::expected<void, InputError> read_header();
    void name_columns(const Row& row);
    std::expected<bool, InputError> find_record(RecordEnd& found);
    std::expected<void, InputError> skip_line(RecordEnd& found);
    std::expected<void, InputError> fill();
    void read_record(const RecordEnd& found, Row& row);
    std::string_view rest() const { return {buffer_.data() + at_, end_ - at_}; }

    std::unique_ptr<TextInput> input_;
    std::string source_;
    Options options_;
    Syntax syntax_;
    std::vector<std::string> columns_;
    std::optional<RowDefect> header_defect_;
    std::vector<char> buffer_;
    std::size_t at_{0};
    std::size_t end_{0};
    bool last_{false};  // the input has no more
    bool returns_end_lines_{false};
    std::uint64_t line_{1};
};

}  // namespace app::core::tabular
