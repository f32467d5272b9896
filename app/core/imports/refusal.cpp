#include "app/core/imports/refusal.hpp"

#include <fmt/format.h>

#include "pos/catalog/barcode.hpp"
#include "pos/catalog/item.hpp"

namespace app::core::imports {

std::string words_of(tabular::Defect defect) {
    using enum tabular::Defect;
    switch (defect) {
        case too_long:
            return "the row is longer than a row may be";
        case field_too_long:
            return "the text is longer than a field may be";
        case too_many_fields:
            return "the row has more fields than the file has columns";
        case too_few_fields:
            return "the row has fewer fields than the file has columns";
        case unclosed_quote:
            return "a quotation mark is never closed";
        case text_behind_quote:
            return "text follows the closing quotation mark";
        case zero_byte:
            return "the text has a zero byte in it";
        case invalid_utf8:
            return "the text is not valid UTF-8";
    }
    return {};
}

namespace {

std::string words(const Refusal& refusal) {
    using enum RowRefusal;
    switch (refusal.reason) {
        case broken_row:
            return words_of(refusal.defect.value_or(tabular::Defect::too_long));
        case no_name:
            return "the name is blank";
        case name_too_long:
            return fmt::format("the name is longer than {} bytes", pos::catalog::kNameBytesMax);
        case no_number_or_barcode:
            return "there is neither a number nor a barcode";
        case bad_number:
            return fmt::format("\"{}\" is no item number: too long, or with control characters",
                               refusal.text);
        case bad_barcode:
            return fmt::format("\"{}\" is no barcode: too long, or with spaces in it",
                               refusal.text);
        case rounded_barcode:
            return fmt::format(
                "the barcode {} was rounded by a spreadsheet: format its column as text and enter "
                "it again",
                refusal.text);
        case rounded_number:
            return fmt::format(
                "the number {} was rounded by a spreadsheet: format its column as text and enter "
                "it again",
                refusal.text);
        case made_a_date:
            return fmt::format(
                "a spreadsheet made the date {} of it: format its column as text and enter it "
                "again",
                refusal.text);
        case error_value:
            return fmt::format("{} stands where a value should: the formula there failed",
                               refusal.text);
        case bad_price:
            return fmt::format("\"{}\" is no price", refusal.text);
        case ambiguous_price:
        case ambiguous_cost:
            return fmt::format(
                "\"{}\" may be thousands or decimals: say which sign parts the decimals",
                refusal.text);
        case negative_price:
            return fmt::format("the price {} is below zero", refusal.text);
        case price_out_of_range:
            return fmt::format("the price {} is too large", refusal.text);
        case price_too_fine:
            return fmt::format("the price {} has more than 8 decimals", refusal.text);
        case bad_cost:
            return fmt::format("\"{}\" is no cost", refusal.text);
        case bad_pack:
            return fmt::format("\"{}\" is no quantity above zero", refusal.text);
        case bad_sold:
        case bad_weighed:
            return fmt::format("\"{}\" is neither yes nor no", refusal.text);
        case text_too_long:
            return fmt::format("the text is longer than {} bytes", pos::catalog::kCodeBytesMax);
        case duplicate_barcode:
            return fmt::format("barcode {} came on line {} already", refusal.text,
                               refusal.other_line);
        case duplicate_number:
            return fmt::format("item number {} came on line {} already, with other values",
                               refusal.text, refusal.other_line);
        case barcode_of_another:
            return fmt::format("barcode {} belongs to item {}", refusal.text, refusal.other);
        case number_of_another:
            return fmt::format(
                "barcode {0} is the number of another item: map a column to number too",
                refusal.text);
    }
    return {};
}

}  // namespace

std::string to_string(const Refusal& refusal) {
    if (refusal.column.empty()) return words(refusal);
    return fmt::format("{}: {}", refusal.column, words(refusal));
}

std::string to_string(const Note& note) {
    const std::string column = note.column.empty() ? "" : note.column + ": ";
    switch (note.kind) {
        case RowNote::wrong_check_digit:
            return fmt::format("{}the check digit of {} is wrong; kept as a free code", column,
                               note.text);
        case RowNote::zero_put_back:
            return fmt::format("{}{} lacked a zero at its front; put back", column, note.text);
        case RowNote::figure_made_barcode:
            return fmt::format("{}{} was written as a figure; its digits were taken as the barcode",
                               column, note.text);
        case RowNote::letters_mended:
            return fmt::format("{}\"{}\" had letters written wrongly; they were put right", column,
                               note.text);
        case RowNote::letters_lost:
            return fmt::format("{}\"{}\" has lost letters before the file was written", column,
                               note.text);
        case RowNote::unknown_unit:
            return fmt::format("{}\"{}\" is no unit known here; sold by the piece", column,
                               note.text);
        case RowNote::picture_missing:
            return fmt::format("{}there is no picture {}; the item is shown without it", column,
                               note.text);
        case RowNote::unknown_tax_class:
            return fmt::format(
                "{}the shop has no tax class \"{}\"; its goods are sold without tax until it does",
                column, note.text);
    }
    return {};
}

}  // namespace app::core::imports
