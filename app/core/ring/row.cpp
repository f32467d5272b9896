#include "app/core/ring/row.hpp"

#include <fmt/format.h>

#include "app/core/imports/words.hpp"
#include "pos/catalog/item.hpp"
#include "pos/locale/clean.hpp"
#include "pos/locale/currency_signs.hpp"

namespace app::core::ring {

namespace {

using imports::FigureError;

std::string words_of(FigureError error, std::string_view what, std::string_view text) {
    switch (error) {
        case FigureError::not_a_figure:
            return fmt::format("the {} \"{}\" cannot be read", what, text);
        case FigureError::ambiguous:
            return fmt::format(
                "the {} \"{}\" may be thousands or decimals: say which sign parts the decimals",
                what, text);
        case FigureError::too_many_decimals:
            return fmt::format("the {} \"{}\" has too many decimals", what, text);
        case FigureError::out_of_range:
            return fmt::format("the {} \"{}\" is too large", what, text);
    }
    return fmt::format("the {} \"{}\" cannot be read", what, text);
}

std::expected<std::int64_t, std::string> figure(const imports::FigureReader& figures,
                                                std::string_view what, std::string_view text,
                                                unsigned decimals) {
    if (text.empty()) return std::unexpected{fmt::format("the {} is blank", what)};
    const auto value = figures.read(text, decimals);
    if (!value) return std::unexpected{words_of(value.error(), what, text)};
    return *value;
}

/// A text that tells one thing from another must come whole.
std::expected<std::string, std::string> whole(std::string_view cell, std::string_view what,
                                              std::size_t bytes_max) {
    std::string text = pos::locale::clean_name(cell);
    if (text.size() > bytes_max) {
        return std::unexpected{fmt::format("the {} is longer than {} bytes", what, bytes_max)};
    }
    return text;
}

std::string cut(std::string text, std::size_t bytes_max) {
    text.resize(pos::locale::cut_utf8(text, bytes_max).size());
    return text;
}

}  // namespace

std::string_view Cells::operator[](Field field) const {
    const auto column = column_of(field);
    return column ? cell(*column) : std::string_view{};
}

std::optional<std::size_t> Cells::column_of(Field field) const {
    for (const std::size_t column : bound_[field]) {
        if (!cell(column).empty()) return column;
    }
    if (bound_[field].empty()) return std::nullopt;
    return bound_[field].front();
}

std::string_view Cells::cell(std::size_t column) const {
    std::string_view text = column < row_.fields.size() ? row_.fields[column] : std::string_view{};
    while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
    while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
    return text;
}

RowReader::RowReader(const ReadOptions& options)
    : options_{options},
      quantities_{options.decimal_sign, {}},
      prices_{options.decimal_sign, pos::locale::currency_signs(options.currency)} {}

std::expected<Row, RowFault> RowReader::read(const Cells& cells, std::uint64_t line) const {
    using pos::catalog::kCodeBytesMax;
    using pos::catalog::kNumberBytesMax;
    const auto wrong = [](Field field, std::string reason) {
        return std::unexpected{RowFault{field, std::move(reason)}};
    };
    Row row{.line = line};
    const auto amount = figure(quantities_, "quantity", cells[Field::quantity], 6);
    if (!amount) return wrong(Field::quantity, amount.error());
    row.quantity = {*amount};
    const auto each = figure(prices_, "price", cells[Field::price], 8);
    if (!each) return wrong(Field::price, each.error());
    row.price = {*each, options_.currency};
    if (!in_range(row.quantity) || !in_range(row.price)) {
        return wrong(in_range(row.quantity) ? Field::price : Field::quantity,
                     "the quantity or the price is too large");
    }
    row.name = cut(pos::locale::clean_name(cells[Field::name]), pos::catalog::kNameBytesMax);
    const bool named_alone = cells[Field::sku].empty();
    auto number = whole(named_alone ? row.name : cells[Field::sku], "item number", kNumberBytesMax);
    if (!number) return wrong(named_alone ? Field::name : Field::sku, number.error());
    if (number->empty()) return wrong(Field::sku, "it names no item");
    row.sku = std::move(*number);
    if (row.name.empty()) row.name = row.sku;
    auto place = whole(cells[Field::department], "department", kCodeBytesMax);
    if (!place) return wrong(Field::department, place.error());
    row.department = std::move(*place);
    row.tax_class = pos::locale::clean_name(cells[Field::tax]);
    if (!row.tax_class.empty() && !options_.tax_classes.contains(row.tax_class)) {
        return wrong(Field::tax,
                     fmt::format("the shop has no tax class \"{}\"", cut(row.tax_class, 60)));
    }
    const auto sold_by = imports::unit_of(cells[Field::unit]);
    if (!sold_by) {
        return wrong(Field::unit, fmt::format("\"{}\" is no unit known here",
                                              cut(std::string{cells[Field::unit]}, 60)));
    }
    row.unit = *sold_by;
    return row;
}

}  // namespace app::core::ring
