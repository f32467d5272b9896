#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/core/imports/import_items.hpp"
#include "pos/catalog/barcode.hpp"

namespace app::core::imports {

/// What one row says of an item; what it does not say is left out.
struct ItemDraft {
    std::string number;  // empty: not said
    std::string name;
    std::vector<pos::catalog::Barcode> barcodes;
    std::optional<std::int64_t> price_e8;
    std::optional<std::int64_t> cost_e8;
    std::string department;
    std::string tax_class;
    std::optional<std::string> unit;
    std::optional<bool> sold;
    std::string picture;         // as the row names it; empty: not said
    std::string picture_column;  // the file's
    std::vector<Note> notes;
};

/// Each field from the column of its own name, where there is one: what an empty mapping means.
std::vector<tabular::MapEntry> natural_mapping(const std::vector<std::string>& columns);

/// Makes drafts of rows: reads the cells, checks each by itself.
class ItemRowReader {
public:
    /// errors: a column that does not exist, or a needed field without a column
    static std::expected<ItemRowReader, tabular::MapError> open(
        const std::vector<std::string>& columns, const ItemImportOptions& options,
        pos::Currency currency);

    /// False for a row that `only` passes over.
    bool wants(const tabular::Row& row) const;
    /// Whether rows may give the item's number.
    bool has_numbers() const { return !columns_of(0).empty(); }
    /// The name of the column that gives the tax class; empty if none does.
    std::string column_of_tax() const;

    /// The first thing that is wrong with the row, if anything is. `draft` is used again row by
    /// row.
    std::optional<Refusal> read(const tabular::Row& row, ItemDraft& draft);

private:
    using Columns = std::vector<std::size_t>;
    struct Cell {
        std::string_view text;  // without white space at the ends
        std::size_t column{0};
    };

    ItemRowReader(tabular::Bound bound, std::vector<std::string> columns,
                  const ItemImportOptions& options, pos::Currency currency);
    const Columns& columns_of(std::size_t field) const { return bound_[field]; }
    Cell cell(const tabular::Row& row, std::size_t field) const;
    Refusal refuse(const tabular::Row& row, RowRefusal reason, const Cell& cell) const;
    Refusal refuse_broken(const tabular::Row& row) const;

    std::optional<Refusal> find_error_value(const tabular::Row& row) const;
    std::optional<Refusal> read_number(const tabular::Row& row, ItemDraft& draft) const;
    /// What people read in the cell, letters put right; notes what was, and what is lost.
    void read_words(const tabular::Row& row, const Cell& cell, std::string& words,
                    std::vector<Note>& notes) const;
    std::optional<Refusal> read_texts(const tabular::Row& row, ItemDraft& draft);
    std::optional<Refusal> read_prices(const tabular::Row& row, ItemDraft& draft) const;
    std::optional<Refusal> read_unit(const tabular::Row& row, ItemDraft& draft);
    std::optional<Refusal> read_sold(const tabular::Row& row, ItemDraft& draft) const;
    std::optional<Refusal> read_barcodes(const tabular::Row& row, ItemDraft& draft) const;

    tabular::Bound bound_;
    std::vector<std::string> columns_;
    FigureReader figures_;
    bool puts_zeros_back_{false};
    bool by_name_{false};  // the name is the number
    std::optional<std::pair<std::size_t, std::string>> only_;
    std::map<std::string, std::string, std::less<>> tax_words_;
    // The last word of the unit column and what it meant: mostly the next row's too.
    std::string unit_word_;
    std::optional<std::string_view> unit_{""};
};

}  // namespace app::core::imports
