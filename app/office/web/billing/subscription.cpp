// A subscription begins, changes, pauses, goes on or ends: from when on, and what that would come
// to before it is kept.
#include <array>
#include <mutex>
#include <optional>

#include "app/core/billing/try_change.hpp"
#include "app/office/web/billing/clerk.hpp"
#include "app/office/web/billing/coupon_parts.hpp"
#include "app/office/web/billing/document_tables.hpp"
#include "app/office/web/billing/named.hpp"
#include "app/office/web/billing/parts.hpp"
#include "app/office/web/books.hpp"
#include "app/office/web/refusal.hpp"
#include "pos/locale/clean.hpp"
#include "pos/store/billing/customers.hpp"
#include "pos/store/billing/subscriptions.hpp"
#include "pos/store/columns.hpp"

namespace app::office::web::billing {

namespace {

namespace stored = pos::store::billing;
using core::billing::BillingBooks;
using core::billing::ChangeTried;
using core::billing::NewSubscription;
using core::billing::SubscriptionChange;
using pos::billing::plan::Act;
using pos::billing::plan::PhasesFrom;

constexpr const char* kPath = "/billing/subscription";

struct ActWord {
    std::string_view word;
    Act act;
    const char* text;
};
constexpr ActWord kActs[] = {{"change", Act::changed, "billing_sub_change"},
                             {"pause", Act::paused, "billing_sub_pause"},
                             {"resume", Act::resumed, "billing_sub_resume"},
                             {"cancel", Act::cancelled, "billing_sub_cancel"},
                             {"day", Act::anchored, "billing_sub_day"}};
/// What the forms say of a change or a start; what is kept must be what was looked at.
constexpr const char* kTyped[] = {"act",   "plan", "version", "phases_from", "day",
                                  "point", "when", "on",      "as_number",   "coupon"};

/// The plan that it is on by then, or begins with.
std::string plan_at(const stored::StoredSubscription& subscription, pos::Instant now) {
    std::string plan;
    for (const stored::StoredAct& act : subscription.acts) {
        const bool counts = plan.empty() || act.at <= now;
        if (counts && !act.plan.empty()) plan = act.plan;
    }
    return plan;
}

Data choice(std::string_view value, const std::string& name, bool chosen) {
    Data one;
    one.set("value", std::string{value});
    one.set("name", name);
    one.set("chosen", chosen);
    return one;
}

/// "Green power" from its code, version and name.
std::string plan_name(const stored::StoredPlan& plan, const Words& words) {
    return plan.name + " · " +
           words.with("billing_plan_version",
                      {{"plan", plan.code}, {"version", std::to_string(plan.version)}});
}

class SubscriptionPage {
public:
    SubscriptionPage(Call& call, stored::Customer customer,
                     std::optional<stored::StoredSubscription> subscription)
        : call_{call},
          words_{call.words},
          customer_{std::move(customer)},
          subscription_{std::move(subscription)} {}

    /// Where to go on, or nothing: then the page is shown.
    std::optional<Answer> carry_out() {
        const bool keep = said("what") == "keep";
        const auto today = billing::today(call_);
        if (!today) return today.error();
        const auto at = when(*today);
        if (!at || !figures_are_good()) return std::nullopt;
        if (keep && said("seen") != typed()) {
            refusal_ = words_["billing_sub_seen"];
        }
        const std::scoped_lock lock{call_.office.changing};
        auto books = open_books(call_);
        if (!books) {
            refusal_ = in_words(books.error(), words_);
            return std::nullopt;
        }
        if (keep && refusal_.empty()) {
            const auto why = subscription_ ? change(*books, *at) : start(*books, *at);
            if (!why) return GoTo{account_link(customer_.stored.account.number)};
            refusal_ = in_words(*why, words_);
            return std::nullopt;
        }
        auto tried = subscription_ ? core::billing::try_change(*books, change_asked(*at), call_.now)
                                   : core::billing::try_start(*books, start_asked(*at), call_.now,
                                                              call_.office.random);
        if (tried) {
            tried_ = std::move(*tried);
        } else {
            refusal_ = in_words(tried.error(), words_);
        }
        return std::nullopt;
    }

    pos::store::Answer<Page> show() {
        const auto& account = customer_.stored.account;
        const auto plans = stored::latest_plans(call_.db);
        if (!plans) return std::unexpected{plans.error()};
        const std::string currency = pos::store::currency_text(account.currency);
        const bool first = !call_.is_post() && subscription_;
        const std::string chosen = first ? plan_at(*subscription_, call_.now) : said("plan");
        Data list{Data::type::list};
        for (const auto& plan : *plans) {
            if (plan.currency != currency) continue;
            // Which version it is to be, the day says.
            list.push_back(choice(plan.code, plan.name + " · " + plan.code, chosen == plan.code));
        }
        Data acts{Data::type::list};
        for (const ActWord& one : kActs) {
            acts.push_back(choice(one.word, words_[one.text], said("act") == one.word));
        }
        Data whens{Data::type::list};
        for (const char* one : {"now", "on", "end"}) {
            if (!subscription_ && std::string_view{one} == "end") continue;
            whens.push_back(
                choice(one, words_[std::string{"billing_sub_when_"} + one], said("when") == one));
        }
        Data phases{Data::type::list};
        for (const char* one : {"subscription", "base", "change"}) {
            phases.push_back(choice(one, words_[std::string{"billing_sub_phases_"} + one],
                                    said("phases_from") == one));
        }
        const std::string title =
            subscription_ ? words_.with("billing_sub_title", {{"number", subscription_->number}})
                          : words_["billing_sub_start"];
        Data data;
        data.set("places", places_html(call_));
        data.set("title", title);
        data.set("about", account.number + " " + customer_.party.name);
        data.set("back", account_link(account.number));
        data.set("refusal", refusal_.empty() ? "" : refusal_html(refusal_));
        data.set("mark", call_.mark);
        data.set("is_change", subscription_.has_value());
        data.set("alerts", subscription_ ? alerts_link(subscription_->number) : "");
        data.set("t_alerts", words_["billing_alerts"]);
        data.set("services", subscription_ ? services_link(subscription_->number) : "");
        data.set("t_services", words_["billing_services"]);
        data.set("coupons", subscription_ ? subscription_coupons_link(subscription_->number) : "");
        data.set("t_coupons", words_["billing_coupons"]);
        data.set("number", subscription_ ? subscription_->number : "");
        data.set("account", account.number);
        data.set("plans", list);
        data.set("acts", acts);
        data.set("whens", whens);
        data.set("phases", phases);
        for (const char* name : {"on", "version", "day", "point", "as_number", "coupon"}) {
            data.set(name, said(name));
        }
        if (!call_.is_post() && !subscription_) {
            auto next = next_number();
            if (!next) return std::unexpected{next.error()};
            data.set("as_number", *next);
        }
        if (auto put = put_preview(data); !put) return std::unexpected{put.error()};
        for (const char* text :
             {"billing_sub_what", "billing_sub_when", "billing_sub_on", "billing_plan",
              "billing_sub_version", "billing_sub_phases", "billing_sub_day_of_month",
              "billing_sub_point", "billing_sub_coupon", "billing_sub_number", "billing_sub_look",
              "billing_sub_keep", "billing_sub_keep_about", "billing_sub_about",
              "billing_bank_back"}) {
            data.set(std::string{"t_"} + text, words_[text]);
        }
        return Page{.title = title,
                    .body = render("billing_subscription", std::move(data)),
                    .status = refusal_.empty() ? 200 : 409};
    }

private:
    std::string said(const char* name) const {
        return pos::locale::clean_name(field(call_.form, name));
    }
    /// A form that is sent twice is refused the second time, for the number is there by then.
    pos::store::Answer<std::string> next_number() {
        const std::array ids{customer_.stored.account.id};
        const auto there = stored::subscriptions_of(call_.db, ids);
        if (!there) return pos::store::store_error(there.error());
        return customer_.stored.account.number + "-" + std::to_string(there->size() + 1);
    }
    std::string typed() const {
        Fields fields;
        for (const char* name : kTyped) fields[name] = said(name);
        return query_of(fields);
    }

    bool asks_for_plan() const { return !subscription_ || said("act") == "change"; }
    bool asks_for_day() const { return !subscription_ || said("act") == "day"; }

    bool refuse(std::string why) {
        refusal_ = std::move(why);
        return false;
    }
    bool is_number_or_empty(const char* name) {
        const std::string typed = said(name);
        if (typed.empty() || number_of(typed)) return true;
        return refuse(words_.with("refused_no_count", {{"about", typed}}));
    }
    /// Whether figures are typed where some are meant.
    bool figures_are_good() {
        if (asks_for_plan() && !is_number_or_empty("version")) return false;
        // Without one, a form that is sent twice would begin two.
        if (!subscription_ && said("as_number").empty()) {
            return refuse(words_["billing_sub_number_missing"]);
        }
        if (!asks_for_day()) return true;
        if (subscription_ && said("day").empty()) return refuse(words_["refused_no_day_of_month"]);
        return is_number_or_empty("day");
    }

    /// As the core reads a time.
    std::optional<std::string> when(pos::Date today) {
        const std::string chosen = said("when");
        if (chosen == "end") return "end";
        if (chosen != "on") return "";
        const auto day = pos::parse_date(said("on"));
        if (!day) {
            refuse(words_.with("refused_no_day", {{"about", said("on")}}));
            return std::nullopt;
        }
        if (is_far_ahead(*day, today)) {
            refuse(words_.with("billing_far_ahead", {{"day", words_.locale().date(*day)}}));
            return std::nullopt;
        }
        return said("on");
    }

    SubscriptionChange change_asked(const std::string& at) const {
        SubscriptionChange asked{.number = subscription_->number, .at = at};
        const std::string act = said("act");
        for (const ActWord& one : kActs) {
            if (one.word == act) asked.act = one.act;
        }
        if (asked.act == Act::changed) {
            asked.plan = said("plan");
            asked.version = number_of(said("version")).value_or(0);
            const std::string from = said("phases_from");
            if (from == "base") asked.phases_from = PhasesFrom::bundle;
            if (from == "change") asked.phases_from = PhasesFrom::change;
        }
        if (asked.act == Act::anchored) asked.anchor_day = number_of(said("day")).value_or(0);
        return asked;
    }
    NewSubscription start_asked(const std::string& at) const {
        NewSubscription asked{.account = customer_.stored.account.number,
                              .plan = said("plan"),
                              .version = number_of(said("version")).value_or(0),
                              .number = said("as_number"),
                              .start = at,
                              .anchor_day = number_of(said("day")).value_or(0)};
        if (const std::string point = said("point"); !point.empty()) asked.points.push_back(point);
        asked.coupon = said("coupon");
        return asked;
    }

    std::optional<core::Failure> change(BillingBooks& books, const std::string& at) {
        const auto done = core::billing::change_subscription(books, change_asked(at), call_.now);
        return done ? std::nullopt : std::optional{done.error()};
    }
    std::optional<core::Failure> start(BillingBooks& books, const std::string& at) {
        const auto done =
            core::billing::subscribe(books, start_asked(at), call_.now, call_.office.random);
        return done ? std::nullopt : std::optional{done.error()};
    }

    pos::store::Answer<void> put_preview(Data& data) {
        data.set("has_preview", tried_.has_value());
        if (!tried_) return {};
        const auto& locale = words_.locale();
        const auto zone = pos::locale::Zone::open(customer_.stored.account.zone);
        const auto sum = [&](const std::optional<pos::journal::DocumentIssued>& bill) {
            return bill ? locale.money(bill->payable) : words_["billing_sub_nothing"];
        };
        Data facts{Data::type::list};
        if (auto done = put_wish(facts); !done) return done;
        if (zone) {
            facts.push_back(
                fact(words_["billing_sub_from"], locale.date_time(zone->local(tried_->at))));
        }
        facts.push_back(fact(words_["billing_account"], tried_->account));
        facts.push_back(fact(words_["billing_sub_billed_on"], locale.date(tried_->as_of)));
        facts.push_back(fact(words_["billing_sub_without"], sum(tried_->without)));
        facts.push_back(fact(words_["billing_sub_with"], sum(tried_->with)));
        data.set("facts", facts);
        data.set(
            "lines",
            tried_->with
                ? to_html(tried_table(*tried_->with, words_["billing_sub_bill"], words_), words_)
                : "");
        data.set("seen", typed());
        return {};
    }

    /// What becomes of it: the plan by its name, and the day of the month, if they are asked for.
    pos::store::Answer<void> put_wish(Data& facts) {
        const std::string act = said("act");
        for (const ActWord& one : kActs) {
            if (subscription_ && one.word == act) {
                facts.push_back(fact(words_["billing_sub_what"], words_[one.text]));
            }
        }
        if (asks_for_plan()) {
            // As it would be kept: the version that holds on that day, unless one is named.
            const auto version = number_of(said("version"));
            const auto zone = pos::locale::Zone::open(customer_.stored.account.zone);
            const auto plan =
                !version && zone
                    ? stored::plan_on(call_.db, said("plan"), zone->local(tried_->at).date)
                    : stored::plan_of(call_.db, said("plan"), version.value_or(0));
            if (!plan) return pos::store::store_error(plan.error());
            if (*plan) facts.push_back(fact(words_["billing_plan"], plan_name(**plan, words_)));
        }
        if (asks_for_day() && !said("day").empty()) {
            facts.push_back(fact(words_["billing_sub_day_of_month"], said("day")));
        }
        return {};
    }

    Call& call_;
    const Words& words_;
    stored::Customer customer_;
    std::optional<stored::StoredSubscription> subscription_;
    std::optional<ChangeTried> tried_;
    std::string refusal_;
};

}  // namespace

std::string subscription_link(const std::string& number) {
    return kPath + query_of({{"number", number}});
}
std::string start_link(const std::string& account) {
    return kPath + query_of({{"account", account}});
}

Answer subscription_page(Call& call) {
    if (!call.is_manager()) return NoPage{403};
    const Fields& asked = call.is_post() ? call.form : call.query;
    const std::string number = field(asked, "number");
    std::optional<stored::StoredSubscription> subscription;
    if (!number.empty()) {
        auto found = named_subscription(call, number);
        if (!found) return found.error();
        subscription = std::move(*found);
    }
    auto customer =
        subscription ? owner_of(call, *subscription) : named_account(call, field(asked, "account"));
    if (!customer) return customer.error();
    SubscriptionPage page{call, std::move(*customer), std::move(subscription)};
    if (call.is_post()) {
        if (auto done = page.carry_out()) return std::move(*done);
    }
    auto shown = page.show();
    if (!shown) return shown.error();
    return std::move(*shown);
}

}  // namespace app::office::web::billing
