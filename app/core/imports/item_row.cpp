#include "app/core/imports/item_row.hpp"

#include <algorithm>

#include "app/core/imports/spreadsheet_damage.hpp"
#include "app/core/imports/tax_words.hpp"
#include "app/core/imports/trim.hpp"
#include "app/core/imports/words.hpp"
#include "pos/catalog/item.hpp"
#include "pos/locale/clean.hpp"
#include "pos/locale/currency_signs.hpp"

namespace app::core::imports {

namespace {

using pos::catalog::GtinStatus;
using tabular::MapError;
using tabular::MapErrorKind;
using tabular::Row;

enum Field : std::size_t {
    kNumber,
    kName,
    kBarcode,
    kPrice,
    kCost,
    kDepartment,
    kTax,
    kUnit,
    kWeighed,
    kPack,
    kPicture,
    kSold,
};

constexpr unsigned kPriceDecimals = 8;
constexpr unsigned kQuantityDecimals = 6;
constexpr std::size_t kShownBytesMax = 60;

bool has_control(std::string_view text) {
    return std::ranges::any_of(
        text, [](char c) { return static_cast<unsigned char>(c) < ' ' || c == '\x7F'; });
}

std::string shown(std::string_view text) {
    const std::string clean =
        pos::locale::clean_name(pos::locale::cut_utf8(text, 4 * kShownBytesMax));
    return std::string{pos::locale::cut_utf8(clean, kShownBytesMax)};
}

MapError missing(std::string_view field, const std::vector<std::string>& columns) {
    return {MapErrorKind::missing_field, std::string{field}, columns,
            tabular::near_misses(field, columns)};
}

}  // namespace

std::vector<tabular::MapEntry> natural_mapping(const std::vector<std::string>& columns) {
    std::vector<tabular::MapEntry> entries;
    for (const std::string_view field : kItemFields) {
        const bool there = std::ranges::any_of(columns, [&](const std::string& column) {
            return pos::locale::clean_name(column).size() == field.size() &&
                   std::ranges::equal(column, field, [](char a, char b) {
                       return (a >= 'A' && a <= 'Z' ? a - 'A' + 'a' : a) == b;
                   });
        });
        if (there) entries.push_back({std::string{field}, std::string{field}});
    }
    return entries;
}

std::expected<ItemRowReader, MapError> ItemRowReader::open(const std::vector<std::string>& columns,
                                                           const ItemImportOptions& options,
                                                           pos::Currency currency) {
    const auto entries = options.mapping.empty() ? natural_mapping(columns) : options.mapping;
    auto bound = tabular::bind_columns(entries, kItemFields, columns);
    if (!bound) return std::unexpected{bound.error()};
    if ((*bound)[kName].empty()) return std::unexpected{missing("name", columns)};
    const bool by_name = (*bound)[kBarcode].empty() && (*bound)[kNumber].empty();
    if (by_name && !options.known_by_name) return std::unexpected{missing("barcode", columns)};
    if (by_name) (*bound)[kNumber] = (*bound)[kName];
    ItemRowReader reader{std::move(*bound), columns, options, currency};
    reader.by_name_ = by_name;
    if (options.only) {
        const std::array<std::string_view, 1> field{"only"};
        const std::vector<tabular::MapEntry> entry{{"only", options.only->field}};
        const auto place = tabular::bind_columns(entry, field, columns);
        if (!place) return std::unexpected{place.error()};
        reader.only_ = {(*place)[0][0], options.only->column};
    }
    return reader;
}

ItemRowReader::ItemRowReader(tabular::Bound bound, std::vector<std::string> columns,
                             const ItemImportOptions& options, pos::Currency currency)
    : bound_(std::move(bound)),
      columns_(std::move(columns)),
      figures_(options.decimal_sign, pos::locale::currency_signs(currency)),
      puts_zeros_back_(options.puts_zeros_back),
      tax_words_(options.tax_words) {}

std::string ItemRowReader::column_of_tax() const {
    return columns_of(kTax).empty() ? std::string{} : columns_[columns_of(kTax).front()];
}

bool ItemRowReader::wants(const Row& row) const {
    if (!only_ || row.defect) return true;
    return trim(row.fields[only_->first]) == only_->second;
}

/// The first of the field's columns that is not blank.
ItemRowReader::Cell ItemRowReader::cell(const Row& row, std::size_t field) const {
    const Columns& columns = columns_of(field);
    for (const std::size_t column : columns) {
        const std::string_view text = without_guard(trim(row.fields[column]));
        if (!text.empty()) return {text, column};
    }
    return {{}, columns.empty() ? columns_.size() : columns.front()};
}

Refusal ItemRowReader::refuse(const Row& row, RowRefusal reason, const Cell& cell) const {
    Refusal refusal;
    refusal.line = row.line;
    refusal.reason = reason;
    if (cell.column < columns_.size()) refusal.column = columns_[cell.column];
    refusal.text = shown(cell.text);
    return refusal;
}

Refusal ItemRowReader::refuse_broken(const Row& row) const {
    Refusal refusal;
    refusal.line = row.defect->line;
    refusal.reason = RowRefusal::broken_row;
    if (row.defect->field < columns_.size()) refusal.column = columns_[row.defect->field];
    refusal.defect = row.defect->defect;
    return refusal;
}

std::optional<Refusal> ItemRowReader::read(const Row& row, ItemDraft& draft) {
    draft.notes.clear();
    if (row.defect) return refuse_broken(row);
    if (auto refusal = find_error_value(row)) return refusal;
    if (auto refusal = read_texts(row, draft)) return refusal;
    if (auto refusal = read_prices(row, draft)) return refusal;
    if (auto refusal = read_unit(row, draft)) return refusal;
    if (auto refusal = read_sold(row, draft)) return refusal;
    return read_barcodes(row, draft);
}

std::optional<Refusal> ItemRowReader::find_error_value(const Row& row) const {
    for (std::size_t field = 0; field < kItemFields.size(); ++field) {
        const Cell text = cell(row, field);
        if (is_error_value(text.text)) return refuse(row, RowRefusal::error_value, text);
    }
    return std::nullopt;
}

void ItemRowReader::read_words(const Row& row, const Cell& cell, std::string& words,
                               std::vector<Note>& notes) const {
    const auto mended = with_letters_mended(cell.text);
    pos::locale::clean_name_into(mended ? *mended : cell.text, words);
    if (mended) {
        notes.push_back(
            {row.line, RowNote::letters_mended, columns_[cell.column], shown(cell.text)});
    }
    if (lost_letters(words)) {
        notes.push_back({row.line, RowNote::letters_lost, columns_[cell.column], shown(cell.text)});
    }
}

std::optional<Refusal> ItemRowReader::read_number(const Row& row, ItemDraft& draft) const {
    if (by_name_) {
        draft.number = pos::locale::cut_utf8(draft.name, pos::catalog::kNumberBytesMax);
        while (draft.number.ends_with(' ')) draft.number.pop_back();
        return std::nullopt;
    }
    Cell number = cell(row, kNumber);
    number.text = without_apostrophe(number.text);
    const Cell barcode = cell(row, kBarcode);
    if (number.text.empty() && barcode.text.empty()) {
        return refuse(row, RowRefusal::no_number_or_barcode,
                      number.column < columns_.size() ? number : barcode);
    }
    if (is_rounded(number.text)) return refuse(row, RowRefusal::rounded_number, number);
    if (is_made_date(number.text)) return refuse(row, RowRefusal::made_a_date, number);
    pos::locale::clean_name_into(number.text, draft.number);
    const bool number_lost = draft.number.empty() && !number.text.empty();
    if (number_lost || has_control(number.text) ||
        draft.number.size() > pos::catalog::kNumberBytesMax) {
        return refuse(row, RowRefusal::bad_number, number);
    }
    return std::nullopt;
}

std::optional<Refusal> ItemRowReader::read_texts(const Row& row, ItemDraft& draft) {
    const Cell name = cell(row, kName);
    read_words(row, name, draft.name, draft.notes);
    if (draft.name.empty()) return refuse(row, RowRefusal::no_name, name);
    if (draft.name.size() > pos::catalog::kNameBytesMax) {
        return refuse(row, RowRefusal::name_too_long, name);
    }
    if (auto refusal = read_number(row, draft)) return refusal;
    const Cell picture = cell(row, kPicture);
    draft.picture = picture.text;
    if (!picture.text.empty()) draft.picture_column = columns_[picture.column];
    const Cell department = cell(row, kDepartment);
    const Cell tax = cell(row, kTax);
    read_words(row, department, draft.department, draft.notes);
    read_words(row, tax, draft.tax_class, draft.notes);
    if (!tax_words_.empty() && !draft.tax_class.empty()) {
        const auto meant = tax_words_.find(tax_word(draft.tax_class));
        if (meant != tax_words_.end()) draft.tax_class = meant->second;
    }
    if (draft.department.size() > pos::catalog::kCodeBytesMax) {
        return refuse(row, RowRefusal::text_too_long, department);
    }
    if (draft.tax_class.size() > pos::catalog::kCodeBytesMax) {
        return refuse(row, RowRefusal::text_too_long, tax);
    }
    return std::nullopt;
}

std::optional<Refusal> ItemRowReader::read_prices(const Row& row, ItemDraft& draft) const {
    draft.price_e8.reset();
    draft.cost_e8.reset();
    if (const Cell price = cell(row, kPrice); !price.text.empty()) {
        const auto e8 = figures_.read(price.text, kPriceDecimals);
        if (!e8 && e8.error() == FigureError::ambiguous) {
            return refuse(row, RowRefusal::ambiguous_price, price);
        }
        if (!e8 && e8.error() == FigureError::out_of_range) {
            return refuse(row, RowRefusal::price_out_of_range, price);
        }
        if (!e8 && e8.error() == FigureError::too_many_decimals) {
            return refuse(row, RowRefusal::price_too_fine, price);
        }
        if (!e8 && is_date(price.text)) return refuse(row, RowRefusal::made_a_date, price);
        if (!e8) return refuse(row, RowRefusal::bad_price, price);
        if (*e8 < 0) return refuse(row, RowRefusal::negative_price, price);
        if (*e8 > pos::kPriceMaxE8) return refuse(row, RowRefusal::price_out_of_range, price);
        draft.price_e8 = *e8;
    }
    if (const Cell cost = cell(row, kCost); !cost.text.empty()) {
        const auto e8 = figures_.read(cost.text, kPriceDecimals);
        if (!e8 && e8.error() == FigureError::ambiguous) {
            return refuse(row, RowRefusal::ambiguous_cost, cost);
        }
        if (!e8 && is_date(cost.text)) return refuse(row, RowRefusal::made_a_date, cost);
        if (!e8 || *e8 < 0 || *e8 > pos::kPriceMaxE8)
            return refuse(row, RowRefusal::bad_cost, cost);
        draft.cost_e8 = *e8;
    }
    return std::nullopt;
}

std::optional<Refusal> ItemRowReader::read_unit(const Row& row, ItemDraft& draft) {
    draft.unit.reset();
    if (const Cell unit = cell(row, kUnit); !unit.text.empty()) {
        if (unit.text != unit_word_) {
            unit_word_ = unit.text;
            unit_ = unit_of(unit.text);
        }
        draft.unit = unit_.value_or("");
        if (!unit_) {
            draft.notes.push_back(
                {row.line, RowNote::unknown_unit, columns_[unit.column], shown(unit.text)});
        }
    }
    const Cell weighed = cell(row, kWeighed);
    if (weighed.text.empty()) return std::nullopt;
    const auto yes = yes_or_no(weighed.text);
    if (!yes) return refuse(row, RowRefusal::bad_weighed, weighed);
    // The flag says how it is sold; a unit beside it may be that of the price per amount.
    if (!*yes) draft.unit = "";
    if (*yes && draft.unit.value_or("").empty()) draft.unit = "kg";
    return std::nullopt;
}

std::optional<Refusal> ItemRowReader::read_sold(const Row& row, ItemDraft& draft) const {
    draft.sold.reset();
    const Cell sold = cell(row, kSold);
    if (sold.text.empty()) return std::nullopt;
    draft.sold = is_sold(sold.text);
    if (!draft.sold) return refuse(row, RowRefusal::bad_sold, sold);
    return std::nullopt;
}

std::optional<Refusal> ItemRowReader::read_barcodes(const Row& row, ItemDraft& draft) const {
    draft.barcodes.clear();
    std::optional<pos::Quantity> pack;
    if (const Cell text = cell(row, kPack); !text.text.empty()) {
        const auto millionths = figures_.read(text.text, kQuantityDecimals);
        if (!millionths && is_date(text.text)) return refuse(row, RowRefusal::made_a_date, text);
        if (!millionths || *millionths <= 0 || !in_range(pos::Quantity{*millionths})) {
            return refuse(row, RowRefusal::bad_pack, text);
        }
        if (*millionths != pos::kQuantityScale) pack = pos::Quantity{*millionths};
    }
    for (const std::size_t column : columns_of(kBarcode)) {
        const Cell text{without_apostrophe(without_guard(trim(row.fields[column]))), column};
        if (text.text.empty()) continue;
        if (is_error_value(text.text)) return refuse(row, RowRefusal::error_value, text);
        if (is_rounded(text.text)) return refuse(row, RowRefusal::rounded_barcode, text);
        if (is_made_date(text.text)) return refuse(row, RowRefusal::made_a_date, text);
        const auto figure = barcode_of_figure(text.text);
        if (figure) {
            draft.notes.push_back(
                {row.line, RowNote::figure_made_barcode, columns_[column], shown(text.text)});
        }
        const auto whole = puts_zeros_back_ ? with_lost_zero(text.text) : std::nullopt;
        if (whole) {
            draft.notes.push_back(
                {row.line, RowNote::zero_put_back, columns_[column], std::string{text.text}});
        }
        auto barcode = pos::catalog::make_barcode(figure  ? std::string_view{*figure}
                                                  : whole ? std::string_view{*whole}
                                                          : text.text,
                                                  {});
        if (!barcode) return refuse(row, RowRefusal::bad_barcode, text);
        const bool twice = std::ranges::any_of(
            draft.barcodes, [&](const auto& other) { return other.key == barcode->key; });
        if (twice) continue;
        barcode->pack = pack;
        if (pos::catalog::gtin_status(barcode->text) == GtinStatus::wrong_check_digit) {
            draft.notes.push_back(
                {row.line, RowNote::wrong_check_digit, columns_[column], barcode->text});
        }
        draft.barcodes.push_back(std::move(*barcode));
    }
    return std::nullopt;
}

}  // namespace app::core::imports
