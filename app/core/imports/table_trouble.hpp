#pragma once

#include "app/core/failure.hpp"
#include "app/core/tabular/input.hpp"

namespace app::core::imports {

/// A table that somebody brought and that is not read: `about` names why, for words of a page.
///
/// One of "unreadable_table", "other_spreadsheet", "no_table", "table_too_long"
Failure table_trouble(const tabular::InputError& error);

/// One with more rows than are taken at once: "too_many_rows".
Failure too_many_rows(std::size_t most);

}  // namespace app::core::imports
