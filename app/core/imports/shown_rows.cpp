#include "app/core/imports/shown_rows.hpp"

#include <algorithm>
#include <array>

#include "app/core/imports/item_file.hpp"
#include "pos/base/assert.hpp"

namespace app::core::imports {

namespace {

std::string at_place(std::size_t place) {
    return "#" + std::to_string(place + 1);
}

}  // namespace

ShownRows shown_rows(const ItemFile& file) {
    ShownRows shown;
    auto mapping = file.options.mapping;
    std::ranges::stable_sort(mapping, {}, [](const tabular::MapEntry& entry) {
        return std::ranges::find(kItemFields, entry.field) - kItemFields.begin();
    });
    std::vector<bool> taken(file.columns.size());
    for (const auto& entry : mapping) {
        const std::array<std::string_view, 1> field{entry.field};
        const auto bound = tabular::bind_columns(std::span{&entry, 1}, field, file.columns);
        if (!bound || bound->front().empty()) continue;
        const std::size_t place = bound->front().front();
        if (taken[place]) continue;
        taken[place] = true;
        shown.columns.push_back({entry.field, file.columns[place], place});
    }
    for (std::size_t place = 0; place < file.columns.size(); ++place)
        if (!taken[place]) shown.columns.push_back({{}, file.columns[place], place});
    for (const auto& row : file.rows) {
        if (shown.rows.size() == kRowsShown) break;
        auto& cells = shown.rows.emplace_back();
        for (const auto& column : shown.columns) cells.push_back(row[column.place]);
    }
    return shown;
}

std::vector<tabular::MapEntry> mapping_with(const std::vector<ShownColumn>& columns,
                                            std::size_t index, std::string_view field) {
    POS_ASSERT(index < columns.size());
    std::vector<tabular::MapEntry> mapping;
    for (std::size_t i = 0; i < columns.size(); ++i) {
        const auto& [was, name, place] = columns[i];
        const std::string_view is = i == index ? field : std::string_view{was};
        const bool given_away = i != index && is == field && is != "barcode";
        if (!is.empty() && !given_away) mapping.push_back({std::string{is}, at_place(place)});
    }
    return mapping;
}

}  // namespace app::core::imports
