#include "app/office/web/refusal.hpp"

namespace app::office::web {

namespace {

const char* text_of(core::Why why) {
    switch (why) {
        case core::Why::other:
            return "refused_other";
        case core::Why::doubtful:
            return "refused_doubtful";
        case core::Why::name_missing:
            return "refused_name_missing";
        case core::Why::code_missing:
            return "refused_code_missing";
        case core::Why::label_missing:
            return "refused_label_missing";
        case core::Why::reason_missing:
            return "refused_reason_missing";
        case core::Why::text_too_long:
            return "refused_text_too_long";
        case core::Why::unclean_text:
            return "refused_unclean_text";
        case core::Why::taken:
            return "refused_taken";
        case core::Why::no_day:
            return "refused_no_day";
        case core::Why::skipped_time:
            return "refused_skipped_time";
        case core::Why::passed:
            return "refused_passed";
        case core::Why::to_come:
            return "refused_to_come";
        case core::Why::never:
            return "refused_never";
        case core::Why::out_of_order:
            return "refused_out_of_order";
        case core::Why::no_amount:
            return "refused_no_amount";
        case core::Why::no_figure:
            return "refused_no_figure";
        case core::Why::no_count:
            return "refused_no_count";
        case core::Why::no_percent:
            return "refused_no_percent";
        case core::Why::weak_password:
            return "refused_weak_password";
        case core::Why::no_item:
            return "refused_no_item";
        case core::Why::no_branch:
            return "refused_no_branch";
        case core::Why::no_department:
            return "refused_no_department";
        case core::Why::no_person:
            return "refused_no_person";
        case core::Why::no_customer:
            return "refused_no_customer";
        case core::Why::no_account:
            return "refused_no_account";
        case core::Why::no_document:
            return "refused_no_document";
        case core::Why::no_promotion:
            return "refused_no_promotion";
        case core::Why::no_price_then:
            return "refused_no_price_then";
        case core::Why::no_counter:
            return "refused_no_counter";
        case core::Why::no_source:
            return "refused_no_source";
        case core::Why::no_levels:
            return "refused_no_levels";
        case core::Why::open_price:
            return "refused_open_price";
        case core::Why::ended:
            return "refused_ended";
        case core::Why::last_manager:
            return "refused_last_manager";
        case core::Why::no_lines:
            return "refused_no_lines";
        case core::Why::below_nothing:
            return "refused_below_nothing";
        case core::Why::bears_no_tax:
            return "refused_bears_no_tax";
        case core::Why::of_another:
            return "refused_of_another";
        case core::Why::database:
            return "refused_database";
    }
    return "refused_other";
}

}  // namespace

std::string in_words(const core::Failure& failure, const Words& words) {
    const bool is_told = failure.why == core::Why::other;
    return words.with(text_of(failure.why), {{"about", is_told ? failure.words : failure.about}});
}

}  // namespace app::office::web
