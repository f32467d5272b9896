#include "app/till/shell/goods_words.hpp"

namespace till::shell {

namespace {

using app::core::imports::Refusal;
using app::core::imports::RowRefusal;
using app::core::tabular::Defect;
using ui::TextKey;

TextKey words_for(Defect defect) {
    switch (defect) {
        case Defect::too_many_fields:
        case Defect::too_few_fields:
            return TextKey::goods_row_fields;
        case Defect::unclosed_quote:
        case Defect::text_behind_quote:
            return TextKey::goods_row_quote;
        case Defect::too_long:
        case Defect::field_too_long:
        case Defect::zero_byte:
        case Defect::invalid_utf8:
            return TextKey::goods_row_unreadable;
    }
    return TextKey::goods_row_unreadable;
}

TextKey words_for(const Refusal& refusal) {
    switch (refusal.reason) {
        case RowRefusal::broken_row:
            return words_for(refusal.defect.value_or(Defect::too_long));
        case RowRefusal::no_name:
            return TextKey::goods_row_no_name;
        case RowRefusal::name_too_long:
        case RowRefusal::text_too_long:
            return TextKey::goods_row_too_long;
        case RowRefusal::no_number_or_barcode:
            return TextKey::goods_row_no_code;
        case RowRefusal::bad_number:
            return TextKey::goods_row_bad_number;
        case RowRefusal::bad_barcode:
            return TextKey::goods_row_bad_barcode;
        case RowRefusal::rounded_barcode:
        case RowRefusal::rounded_number:
            return TextKey::goods_row_rounded;
        case RowRefusal::made_a_date:
            return TextKey::goods_row_made_a_date;
        case RowRefusal::error_value:
            return TextKey::goods_row_error_value;
        case RowRefusal::bad_price:
        case RowRefusal::bad_cost:
            return TextKey::goods_row_bad_price;
        case RowRefusal::ambiguous_price:
        case RowRefusal::ambiguous_cost:
            return TextKey::goods_row_ambiguous;
        case RowRefusal::negative_price:
            return TextKey::goods_row_negative;
        case RowRefusal::price_out_of_range:
        case RowRefusal::price_too_fine:
            return TextKey::goods_row_price_range;
        case RowRefusal::bad_pack:
            return TextKey::goods_row_bad_pack;
        case RowRefusal::bad_weighed:
            return TextKey::goods_row_bad_weighed;
        case RowRefusal::duplicate_barcode:
            return TextKey::goods_row_barcode_twice;
        case RowRefusal::duplicate_number:
            return TextKey::goods_row_number_twice;
        case RowRefusal::barcode_of_another:
            return TextKey::goods_row_barcode_taken;
        case RowRefusal::number_of_another:
            return TextKey::goods_row_number_taken;
    }
    return TextKey::goods_row_unreadable;
}

}  // namespace

goods::Refused refused_row(const Refusal& refusal, const ui::Texts& texts,
                           const pos::locale::Locale& locale) {
    const auto figure = [&](std::uint64_t count) {
        return locale.integer(static_cast<std::int64_t>(count));
    };
    goods::Refused row;
    row.place = texts.with(TextKey::goods_row, {{"row", figure(refusal.line)}});
    if (!refusal.column.empty()) row.place += " · " + refusal.column;
    row.why = texts.with(
        words_for(refusal),
        {{"text", refusal.text}, {"row", figure(refusal.other_line)}, {"other", refusal.other}});
    return row;
}

}  // namespace till::shell
