#include "app/core/imports/table_trouble.hpp"

#include <fmt/format.h>

namespace app::core::imports {

namespace {

const char* name_of_trouble(tabular::InputErrorKind kind) {
    switch (kind) {
        case tabular::InputErrorKind::other_spreadsheet:
            return "other_spreadsheet";
        case tabular::InputErrorKind::no_table:
            return "no_table";
        case tabular::InputErrorKind::too_long:
            return "table_too_long";
        case tabular::InputErrorKind::not_found:
        case tabular::InputErrorKind::is_a_folder:
        case tabular::InputErrorKind::cannot_read:
        case tabular::InputErrorKind::bad_compression:
            break;
    }
    return "unreadable_table";
}

}  // namespace

Failure table_trouble(const tabular::InputError& error) {
    return {FailureKind::environment, to_string(error), Why::other, name_of_trouble(error.kind)};
}

Failure too_many_rows(std::size_t most) {
    return {FailureKind::refused, fmt::format("It has more than {} rows: split it.", most),
            Why::other, "too_many_rows"};
}

}  // namespace app::core::imports
