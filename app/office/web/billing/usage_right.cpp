// Usage that was reported wrongly: taken back, or put under the measure that is right.
#include <chrono>
#include <map>
#include <mutex>
#include <thread>

#include "app/office/web/billing/parts.hpp"
#include "app/office/web/billing/usage_parts.hpp"
#include "app/office/web/books.hpp"
#include "app/office/web/refusal.hpp"
#include "pos/store/billing/customers.hpp"
#include "pos/store/billing/subscriptions.hpp"

namespace app::office::web::billing {

namespace {

namespace stored = pos::store::billing;
using core::billing::PutRight;

/// Whoever lets a lock go and takes it back at once has it again before anybody who waited is
/// awake.
constexpr std::chrono::milliseconds kLetOthers{5};

PutRight right_of(const Fields& said) {
    return {.source = field(said, "source"),
            .id = field(said, "id"),
            .subscription = field(said, "subscription"),
            .measure = field(said, "measure"),
            .to = {},
            .dry_run = false};
}

/// Why it was not done, in words. Of millions of records it takes minutes: other changes go between
/// some of them and the next.
std::string carry_out_right(Call& call, PutRight asked) {
    if (field(call.form, "what") == "replace") {
        asked.to = field(call.form, "to");
        if (asked.to.empty()) return call.words["billing_us_no_measure"];
    }
    std::unique_lock lock{call.office.changing};
    auto books = open_books(call);
    if (!books) return in_words(books.error(), call.words);
    const auto done = core::billing::put_usage_right(*books, asked, call.now, [&] {
        lock.unlock();
        std::this_thread::sleep_for(kLetOthers);
        lock.lock();
    });
    call.office.unmatched.look_again();
    return done ? std::string{} : in_words(done.error(), call.words);
}

/// Which subscription it is of; nothing where there is no such record or subscription.
pos::store::db::Result<std::optional<stored::StoredSubscription>> whose_usage(Call& call,
                                                                              PutRight& asked) {
    if (!asked.subscription.empty()) {
        return stored::subscription_of_number(call.db, asked.subscription);
    }
    const auto row = stored::usage_row(call.db, asked.source, asked.id);
    if (!row) return std::unexpected{row.error()};
    if (!*row) return std::optional<stored::StoredSubscription>{};
    asked.measure = (*row)->meter;
    return stored::subscription_of_number(call.db, (*row)->number);
}

}  // namespace

Answer usage_right_page(Call& call) {
    if (!call.is_manager()) return NoPage{403};
    const Words& words = call.words;
    PutRight asked = right_of(call.is_post() ? call.form : call.query);
    const PutRight given = asked;
    const auto whose = whose_usage(call, asked);
    if (!whose) return pos::store::to_store_error(whose.error());
    if (!*whose) {
        return missing(call, "billing_us_gone", "billing_us_gone_about", "/billing/usage");
    }
    const auto account = stored::account_of(call.db, (*whose)->account);
    if (!account) return pos::store::to_store_error(account.error());
    if (!*account) return NoPage{503};
    const std::string& number = (*account)->stored.account.number;
    std::string refusal;
    if (call.is_post()) {
        refusal = carry_out_right(call, given);
        if (refusal.empty()) return GoTo{usage_link(number, (*whose)->number)};
    }
    core::billing::CountedMeasures plans;
    Data measures{Data::type::list};
    std::map<std::string, std::string> counted;
    const auto times = core::billing::plan_times(**whose);
    for (const auto& time : times) {
        const auto some = plans.of(call.db, time.plan, time.version);
        if (!some) return pos::store::to_store_error(some.error());
        if (*some != nullptr) counted.insert((*some)->begin(), (*some)->end());
    }
    for (const auto& [measure, unit] : counted) {
        if (measure == asked.measure) continue;
        Data one;
        one.set("name", measure);
        one.set("chosen", field(call.form, "to") == measure);
        measures.push_back(one);
    }
    const bool one_record = !asked.source.empty();
    Data data;
    data.set("places", places_html(call));
    data.set("title", words["billing_us_right"]);
    data.set("back", usage_link(number, (*whose)->number));
    data.set("t_back", words["billing_us"]);
    data.set(
        "about",
        one_record
            ? words.with("billing_us_right_one",
                         {{"id", asked.id}, {"source", asked.source}, {"measure", asked.measure}})
            : words.with("billing_us_right_all",
                         {{"subscription", asked.subscription}, {"measure", asked.measure}}));
    data.set("refusal", refusal.empty() ? "" : refusal_html(refusal));
    data.set("mark", call.mark);
    data.set("source", given.source);
    data.set("id", given.id);
    data.set("subscription", given.subscription);
    data.set("measure", given.measure);
    data.set("measures", measures);
    data.set("can_replace", measures.is_non_empty_list());
    for (const char* text : {"billing_us_replace", "billing_us_replace_about", "billing_us_void",
                             "billing_us_void_about", "billing_us_right_measure"}) {
        data.set(std::string{"t_"} + text, words[text]);
    }
    return Page{.title = words["billing_us_right"],
                .body = render("billing_usage_right", std::move(data)),
                .status = refusal.empty() ? 200 : 409};
}

}  // namespace app::office::web::billing
