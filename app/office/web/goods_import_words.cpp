#include "app/office/web/goods_import_words.hpp"

namespace app::office::web {

namespace {

using core::imports::Doubt;
using core::imports::RowNote;
using core::imports::RowRefusal;
using core::tabular::Defect;

const char* key_of_defect(Defect defect) {
    switch (defect) {
        case Defect::too_many_fields:
        case Defect::too_few_fields:
            return "goods_why_fields";
        case Defect::unclosed_quote:
        case Defect::text_behind_quote:
            return "goods_why_quote";
        case Defect::too_long:
        case Defect::field_too_long:
        case Defect::zero_byte:
        case Defect::invalid_utf8:
            break;
    }
    return "goods_why_unreadable";
}

const char* key_of_refusal(const core::imports::Refusal& refusal) {
    switch (refusal.reason) {
        case RowRefusal::broken_row:
            return key_of_defect(refusal.defect.value_or(Defect::too_long));
        case RowRefusal::no_name:
            return "goods_why_no_name";
        case RowRefusal::name_too_long:
        case RowRefusal::text_too_long:
            return "goods_why_too_long";
        case RowRefusal::no_number_or_barcode:
            return "goods_why_no_code";
        case RowRefusal::bad_number:
            return "goods_why_bad_number";
        case RowRefusal::bad_barcode:
            return "goods_why_bad_barcode";
        case RowRefusal::rounded_barcode:
        case RowRefusal::rounded_number:
            return "goods_why_rounded";
        case RowRefusal::made_a_date:
            return "goods_why_made_a_date";
        case RowRefusal::error_value:
            return "goods_why_error_value";
        case RowRefusal::bad_price:
        case RowRefusal::bad_cost:
            return "goods_why_bad_price";
        case RowRefusal::ambiguous_price:
        case RowRefusal::ambiguous_cost:
            return "takeover_why_two_ways";
        case RowRefusal::negative_price:
            return "goods_why_negative";
        case RowRefusal::price_out_of_range:
        case RowRefusal::price_too_fine:
            return "goods_why_price_range";
        case RowRefusal::bad_pack:
            return "goods_why_bad_pack";
        case RowRefusal::bad_weighed:
        case RowRefusal::bad_sold:
            return "goods_why_bad_weighed";
        case RowRefusal::duplicate_barcode:
            return "goods_why_barcode_twice";
        case RowRefusal::duplicate_number:
            return "goods_why_number_twice";
        case RowRefusal::barcode_of_another:
            return "goods_why_barcode_taken";
        case RowRefusal::number_of_another:
            return "goods_why_number_taken";
    }
    return "goods_why_unreadable";
}

const char* key_of_note(RowNote note) {
    switch (note) {
        case RowNote::wrong_check_digit:
            return "goods_note_wrong_check_digit";
        case RowNote::zero_put_back:
            return "goods_note_zero_put_back";
        case RowNote::figure_made_barcode:
            return "goods_note_figure_made_barcode";
        case RowNote::letters_mended:
            return "goods_note_letters_mended";
        case RowNote::letters_lost:
            return "goods_note_letters_lost";
        case RowNote::unknown_unit:
            return "goods_note_unknown_unit";
        case RowNote::picture_missing:
            return "goods_note_picture_missing";
        case RowNote::unknown_tax_class:
            return "goods_note_unknown_tax_class";
    }
    return "goods_note_letters_lost";
}

const char* key_of_doubt(Doubt doubt) {
    switch (doubt) {
        case Doubt::only_without_tax:
            return "goods_doubt_only_without_tax";
        case Doubt::only_with_tax:
            return "goods_doubt_only_with_tax";
        case Doubt::unknown_taxes:
            return "goods_doubt_unknown_taxes";
        case Doubt::known_by_name:
            return "goods_doubt_known_by_name";
        case Doubt::letters_unsure:
            return "goods_doubt_letters_unsure";
    }
    return "goods_doubt_letters_unsure";
}

}  // namespace

std::string in_words(const core::imports::Refusal& refusal, const Words& words) {
    const std::string row = words.locale().integer(static_cast<std::int64_t>(refusal.other_line));
    return words.with(
        key_of_refusal(refusal),
        {{"text", refusal.text}, {"about", refusal.text}, {"row", row}, {"other", refusal.other}});
}

std::string in_words(const core::imports::Note& note, const Words& words) {
    return words.with(key_of_note(note.kind), {{"text", note.text}});
}

std::string in_words(Doubt doubt, const Words& words) {
    return words[key_of_doubt(doubt)];
}

}  // namespace app::office::web
