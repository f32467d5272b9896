#include "app/core/imports/look_at.hpp"

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

}  // namespace

std::expected<LookedAt, LookError> look_at(const OpenTable& open) {
    LookedAt looked;
    auto reader = open({});
    if (!reader) return std::unexpected{LookError{reader.error()}};
    if (!reader->header_defect() && !is_header(reader->columns())) {
        looked.header = false;
        reader = open({.header = false});
        if (!reader) return std::unexpected{LookError{reader.error()}};
    }
    if (reader->header_defect()) return std::unexpected{LookError{*reader->header_defect()}};
    looked.columns = reader->columns();
    auto rows = first_rows(*reader);
    if (!rows) return std::unexpected{LookError{rows.error()}};
    looked.rows = std::move(*rows);
    return looked;
}

}  // namespace app::core::imports
