#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace app::core::tabular {

/// What is wrong with a row. Its fields must not be used.
enum class Defect {
    too_long,  // more bytes than a record may have
    field_too_long,
    too_many_fields,  // more than the header names, or than kFieldsMax
    too_few_fields,
    unclosed_quote,     // reported for the line with the quote; reading goes on behind that line
    text_behind_quote,  // "abc"def
    zero_byte,
    invalid_utf8,
};

struct RowDefect {
    Defect defect{};
    std::uint64_t line{0};  // of the file, from 1
    std::size_t field{0};   // from 0; the number of fields where a whole row is meant
    bool operator==(const RowDefect&) const = default;
};

/// One row. The fields lie in the reader's memory until the next row is asked for.
struct Row {
    std::uint64_t line{0};  // on which it begins, from 1
    std::vector<std::string_view> fields;
    std::optional<RowDefect> defect;
};

struct Syntax {
    char separator{','};
    bool quotes{true};  // fields may stand in "…", with quotes doubled inside
    /// A quote opens a field only if it is closed, before a separator, on the same line. For
    /// tab-separated files: many are written without any quoting.
    bool quotes_must_close{false};
};

struct Limits {
    std::size_t record_bytes_max{std::size_t{1} << 20};
    std::size_t field_bytes_max{std::size_t{64} << 10};
};
inline constexpr std::size_t kFieldsMax = 2000;

/// Where the record at the start of a text ends.
struct RecordEnd {
    std::size_t size{0};   // without the line end
    std::size_t taken{0};  // with it
    std::size_t lines{0};  // line ends in it, its own included
    /// The field with a quote that was never closed; the record then ends with that quote's line.
    std::optional<std::size_t> unclosed;
};

/// Nothing if the end is not in `text` and `last` says that more will come.
std::optional<RecordEnd> find_end(std::string_view text, const Syntax& syntax, bool last);

/// Splits a record into row.fields, taking quotes off in place, and says in row.defect what is
/// wrong first, if anything is: field_too_long, too_many_fields (kFieldsMax) or text_behind_quote.
///
/// requires: `record` is what find_end() found, without an unclosed quote; row.line is set
/// ensures:  every field lies in `record`
void split(std::span<char> record, const Syntax& syntax, const Limits& limits, Row& row);

}  // namespace app::core::tabular
