#pragma once

#include <expected>
#include <functional>
#include <string>
#include <variant>
#include <vector>

#include "app/core/imports/guess_columns.hpp"
#include "app/core/tabular/reader.hpp"

namespace app::core::imports {

/// The start of a file, as it is shown before anything of it is imported.
struct LookedAt {
    std::vector<std::string> columns;
    tabular::Options how;         // to open it again: with a header or not, below which lines
    std::vector<SampleRow> rows;  // the first ones, without broken ones
    bool letters_are_sure{true};  // as far as was looked
};

/// How many rows are looked at before columns are guessed.
inline constexpr std::size_t kRowsLookedAt = 200;

/// Opens the file from its start.
using OpenTable =
    std::function<std::expected<tabular::Reader, tabular::InputError>(const tabular::Options&)>;

using LookError = std::variant<tabular::InputError, tabular::RowDefect>;

/// Lines above the header that hold no table, such as a title, are passed over.
///
/// errors: the file cannot be read, or its header is broken
std::expected<LookedAt, LookError> look_at(const OpenTable& open);

}  // namespace app::core::imports
