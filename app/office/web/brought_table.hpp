#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "app/core/imports/figures.hpp"
#include "app/core/imports/look_at.hpp"
#include "app/office/web/page.hpp"
#include "pos/store/office/uploads.hpp"

/// Tables that people bring to pages which import them.
namespace app::office::web {

/// A file as it was brought; what is done behind a page holds it too.
using BroughtFile = std::shared_ptr<const pos::store::office::Upload>;

/// Keeps the file "table" of the form; its token. Nothing where none was chosen, or an empty one.
pos::store::Answer<std::optional<std::string>> keep_brought(Call& call);
/// The file of that token, if it is that person's and still there; nothing otherwise.
pos::store::Answer<BroughtFile> brought_file(Call& call, const std::string& token);

/// A file that is packed has no more than that in it: a page reads its start while somebody waits.
inline constexpr std::size_t kUnpackedBytesMax = std::size_t{64} << 20;

/// Opens it from its start; holds it.
core::imports::OpenTable opener_of(BroughtFile file);
/// Whether there are more rows than that.
bool has_more_rows(const core::imports::OpenTable& open, const core::tabular::Options& how,
                   std::size_t rows);

/// "a=1&b=": unlike query_of() with what is empty, since that says of a column that it is none.
std::string whole_query(const Fields& fields);

/// A column as a page and a mapping name it: as its header does, where it is the only one.
std::string column_name(const std::vector<std::string>& columns, std::size_t column);
/// The choices of a list of columns.
Data column_choices(const std::vector<std::string>& columns, const std::string& chosen);
/// Ten rows as they stand in the file.
Table first_rows_table(const std::vector<std::string>& columns,
                       const std::vector<core::imports::SampleRow>& rows, const Words& words);

/// The sign that parts decimals, as a form's "decimal" says it.
core::imports::DecimalSign decimal_sign_of(const Fields& said);

}  // namespace app::office::web
