#include "app/office/web/refusal.hpp"

#include <utility>
#include <vector>

#include "app/core/billing/causes.hpp"
#include "app/office/web/figures.hpp"
#include "pos/base/calendar.hpp"

namespace app::office::web {

namespace {

const char* text_of(core::Why why) {
    switch (why) {
        case core::Why::other:
            return "refused_other";
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
        case core::Why::goods_missing:
            return "refused_goods_missing";
        case core::Why::terms_missing:
            return "refused_terms_missing";
        case core::Why::no_pieces:
            return "refused_no_pieces";
        case core::Why::no_hours:
            return "refused_no_hours";
        case core::Why::no_weekdays:
            return "refused_no_weekdays";
        case core::Why::too_many_lines:
            return "refused_too_many_lines";
        case core::Why::too_much:
            return "refused_too_much";
        case core::Why::off_the_face:
            return "refused_off_the_face";
        case core::Why::read_otherwise:
            return "refused_read_otherwise";
        case core::Why::read_later:
            return "refused_read_later";
        case core::Why::counter_gone:
            return "refused_counter_gone";
        case core::Why::lower_than_last:
            return "refused_lower_than_last";
        case core::Why::rolled_over:
            return "refused_rolled_over";
        case core::Why::no_use:
            return "refused_no_use";
        case core::Why::too_high:
            return "refused_too_high";
        case core::Why::too_low:
            return "refused_too_low";
        case core::Why::no_till:
            return "refused_no_till";
        case core::Why::gone:
            return "refused_gone";
        case core::Why::same_customer:
            return "refused_same_customer";
        case core::Why::billed:
            return "refused_billed";
        case core::Why::database:
            return "refused_database";
    }
    return "refused_other";
}

bool is_of_a_figure(core::Why why) {
    return why >= core::Why::off_the_face && why <= core::Why::too_low;
}

}  // namespace

std::string in_words(const core::Failure& failure, const Words& words) {
    // What only the words say may have a name of its own in the tables of words.
    const std::string own = "refused_" + failure.about;
    if (failure.why == core::Why::other && !failure.about.empty() && words.has(own)) {
        return words[own];
    }
    const bool other = failure.why == core::Why::other;
    if (other && core::billing::cause_of(failure.words)) {
        return words.with("billing_cause", {{"cause", cause_in_words(failure.words, words)}});
    }
    std::string about = other ? failure.words : failure.about;
    if (is_of_a_figure(failure.why)) about = typed_figure(std::move(about), words);
    return words.with(text_of(failure.why), {{"about", about}});
}

std::string cause_in_words(const std::string& said, const Words& words) {
    const auto known = core::billing::cause_of(said);
    if (!known) return said;
    std::vector<std::string> about;
    for (const auto& [name, value] : known->about) {
        const auto day = pos::parse_date(value);
        about.push_back(name == "reason" ? cause_in_words(value, words)
                        : day            ? words.locale().date(*day)
                                         : value);
    }
    std::vector<Words::Argument> arguments;
    for (std::size_t i = 0; i < about.size(); ++i) {
        arguments.emplace_back(known->about[i].first, about[i]);
    }
    return words.with("billing_cause_" + std::string{known->name}, arguments);
}

}  // namespace app::office::web
