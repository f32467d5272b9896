// The coupons of one subscription: those that hold, and redeeming or stopping one.
#include <mutex>

#include "app/core/billing/coupons.hpp"
#include "app/office/web/billing/coupon_parts.hpp"
#include "app/office/web/billing/named.hpp"
#include "app/office/web/billing/parts.hpp"
#include "app/office/web/books.hpp"
#include "app/office/web/refusal.hpp"
#include "pos/locale/clean.hpp"
#include "pos/store/billing/customers.hpp"
#include "pos/store/billing/subscriptions.hpp"

namespace app::office::web::billing {

namespace {

namespace stored = pos::store::billing;

/// Does what the form asked for; why not, in words.
std::string carry_out(Call& call, const std::string& subscription) {
    const Words& words = call.words;
    const auto said = [&](const char* name) {
        return pos::locale::clean_name(field(call.form, name));
    };
    const std::string on = said("on");
    if (const auto day = pos::parse_date(on); day && !on.empty()) {
        const auto today = billing::today(call);
        if (today && is_far_ahead(*day, *today)) {
            return words.with("billing_far_ahead", {{"day", words.locale().date(*day)}});
        }
    }
    const std::scoped_lock lock{call.office.changing};
    auto books = open_books(call);
    if (!books) return in_words(books.error(), words);
    if (said("what") == "stop") {
        const auto done = core::billing::stop_coupon(
            *books, {subscription, said("code"), on, said("reason")}, call.now);
        return done ? std::string{} : in_words(done.error(), words);
    }
    const auto done = core::billing::redeem_coupon(*books, {subscription, said("code"), on},
                                                   call.now, call.office.random);
    return done ? std::string{} : in_words(done.error(), words);
}

}  // namespace

std::string subscription_coupons_link(const std::string& subscription) {
    return "/billing/subscription/coupons" + query_of({{"number", subscription}});
}

Answer subscription_coupons_page(Call& call) {
    if (!call.is_manager()) return NoPage{403};
    const Words& words = call.words;
    const std::string number = field(call.is_post() ? call.form : call.query, "number");
    const auto subscription = named_subscription(call, number);
    if (!subscription) return subscription.error();
    std::string refusal;
    if (call.is_post()) {
        refusal = carry_out(call, number);
        if (refusal.empty()) return GoTo{subscription_coupons_link(number)};
    }
    const auto whose = owner_of(call, *subscription);
    if (!whose) return whose.error();
    const auto rows = stored::redemptions(call.db, {.subscription = subscription->id});
    if (!rows) return rows.error();
    Data stops{Data::type::list};
    for (const auto& row : *rows) {
        if (row.redemption.stopped) continue;
        Data one;
        one.set("code", row.redemption.code);
        one.set("t_stop", words.with("billing_coupon_stop", {{"code", row.redemption.code}}));
        stops.push_back(one);
    }
    Table table = redemptions_table(*rows, words);
    const auto given = [&](const char* name) {
        return refusal.empty() ? std::string{} : pos::locale::clean_name(field(call.form, name));
    };
    Data data;
    data.set("places", places_html(call));
    data.set("title", words["billing_coupons"]);
    data.set("number", number);
    data.set("back", subscription_link(number));
    const auto& account = whose->stored.account;
    data.set("about", number + " · " + account.number + " " + whose->party.name);
    data.set("refusal", refusal.empty() ? "" : refusal_html(refusal));
    data.set("mark", call.mark);
    data.set("table", to_html(table, words));
    data.set("stops", stops);
    for (const char* name : {"code", "on"}) data.set(std::string{"given_"} + name, given(name));
    for (const char* text : {"billing_sub_coupons_about", "billing_coupon", "billing_coupon_from",
                             "billing_coupon_redeem", "billing_coupon_stop_on",
                             "billing_coupon_stop_why", "billing_bank_back"}) {
        data.set(std::string{"t_"} + text, words[text]);
    }
    Page page{.title = words["billing_coupons"],
              .body = render("billing_subscription_coupons", std::move(data)),
              .file_name = "coupons-" + number,
              .status = refusal.empty() ? 200 : 409};
    page.tables.push_back(std::move(table));
    return page;
}

}  // namespace app::office::web::billing
