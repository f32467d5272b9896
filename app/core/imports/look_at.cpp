#include "app/core/imports/look_at.hpp"

#include <algorithm>

namespace app::core::imports {

namespace {

using tabular::Reader;

std::expected<std::vector<SampleRow>, tabular::InputError> first_rows(Reader& reader) {
    std::vector<SampleRow> rows;
    tabular::Row row;
    for (std::size_t read = 0; read < kRowsLookedAt; ++read) {
        const auto more = reader.next(row);
        if (!more) return std::unexpected{more.error()};
        if (!*more) break;
        if (!row.defect) rows.emplace_back(row.fields.begin(), row.fields.end());
    }
    return rows;
}

/// Whether what should be the header names one column at most.
bool is_title(const Reader& reader) {
    return std::ranges::count_if(reader.columns(),
                                 [](const auto& name) { return !name.empty(); }) == 1;
}

/// How many lines stand above the first that names several columns; none if there is no such line
/// among the first.
unsigned lines_above_table(const OpenTable& open) {
    constexpr unsigned kMost = 10;
    for (unsigned above = 1; above <= kMost; ++above) {
        const auto reader = open({.lines_above = above});
        if (!reader) return 0;
        if (!reader->header_defect() && reader->columns().size() > 1 && !is_title(*reader))
            return above;
    }
    return 0;
}

}  // namespace

std::expected<LookedAt, LookError> look_at(const OpenTable& open) {
    LookedAt looked;
    auto reader = open({});
    if (!reader) return std::unexpected{LookError{reader.error()}};
    if (is_title(*reader)) {
        looked.how.lines_above = lines_above_table(open);
        reader = open(looked.how);
        if (!reader) return std::unexpected{LookError{reader.error()}};
    }
    if (!reader->header_defect() && !is_header(reader->columns())) {
        looked.how.header = false;
        reader = open(looked.how);
        if (!reader) return std::unexpected{LookError{reader.error()}};
    }
    if (reader->header_defect()) return std::unexpected{LookError{*reader->header_defect()}};
    looked.columns = reader->columns();
    auto rows = first_rows(*reader);
    if (!rows) return std::unexpected{LookError{rows.error()}};
    looked.rows = std::move(*rows);
    looked.letters_are_sure = reader->letters_are_sure();
    return looked;
}

}  // namespace app::core::imports
