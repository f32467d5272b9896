// What a subscription's customer is told of the usage, once a billing period.
#include "app/core/billing/alerts.hpp"

#include <mutex>

#include "app/office/web/billing/clerk.hpp"
#include "app/office/web/billing/named.hpp"
#include "app/office/web/billing/parts.hpp"
#include "app/office/web/books.hpp"
#include "app/office/web/figures.hpp"
#include "app/office/web/refusal.hpp"
#include "pos/locale/clean.hpp"
#include "pos/store/billing/customers.hpp"
#include "pos/store/billing/subscriptions.hpp"

namespace app::office::web::billing {

namespace {

namespace stored = pos::store::billing;
using stored::DeliveryState;

const char* told_text(DeliveryState state) {
    switch (state) {
        case DeliveryState::waits:
            return "billing_delivery_waits";
        case DeliveryState::under_way:
            return "billing_delivery_under_way";
        case DeliveryState::sent:
            return "billing_delivery_sent";
        case DeliveryState::failed:
            return "billing_delivery_failed";
        case DeliveryState::unknown:
            return "billing_delivery_unknown";
    }
    return "";
}

/// Does what the form asked for; why not, in words.
std::string act(Call& call, const std::string& subscription) {
    const Words& words = call.words;
    const auto said = [&](const char* name) {
        return pos::locale::clean_name(field(call.form, name));
    };
    const std::scoped_lock lock{call.office.changing};
    auto books = open_books(call);
    if (!books) return in_words(books.error(), words);
    const std::string what = said("what");
    if (what == "end" || what == "again") {
        const auto id = pos::parse_ulid(said("alert"));
        if (!id) return words["refused_no_alert"];
        const auto done = what == "end" ? core::billing::end_alert(*books, *id, call.now)
                                        : core::billing::tell_again(*books, *id, call.now);
        return done ? std::string{} : in_words(done.error(), words);
    }
    const auto limit = plain_figure(said("limit"), words);
    if (!limit) return words["billing_figure_wrong"];
    const auto percent = scaled_figure(said("percent"), 0, words);
    if (!percent || *percent < 1 || *percent > core::billing::kPercentMax) {
        const std::string most = words.locale().integer(core::billing::kPercentMax);
        return words.with("billing_alert_percent_wrong", {{"most", most}});
    }
    const core::billing::NewAlert asked{subscription, said("meter"), *limit,
                                        static_cast<int>(*percent)};
    const auto added = core::billing::add_alert(*books, asked, call.now);
    return added ? std::string{} : in_words(added.error(), words);
}

/// A row each, with the last time that it was told; and what a form needs to end it.
struct Shown {
    Table table;
    Data ends{Data::type::list};
};

pos::store::Answer<Shown> shown(Call& call, const stored::StoredSubscription& subscription,
                                const pos::locale::Zone& zone) {
    const Words& words = call.words;
    Shown all{
        {"alerts",
         words["billing_alerts"],
         columns(words, {"alert_of", "limit", "alert_share", "told", "state", "recipient", "said"},
                 {"limit", "alert_share"}),
         {},
         words["billing_no_alerts"]}};
    const auto alerts = stored::alerts_of(call.db, subscription.id);
    if (!alerts) return pos::store::store_error(alerts.error());
    for (const auto& alert : *alerts) {
        bool again = false;
        const auto told = stored::told_by(call.db, alert.id, 1);
        if (!told) return pos::store::store_error(told.error());
        const std::string of = alert.meter.empty() ? words["billing_alert_money"] : alert.meter;
        const std::string limit = decimal(alert.limit, 0, words);
        std::vector<Cell> row{{of}, {Figure{alert.limit}, limit}, {alert.percent}};
        if (told->empty()) {
            row.insert(row.end(),
                       {Cell{std::string{}, words["billing_alert_not_yet"], "", Mark::muted},
                        Cell{}, Cell{}, Cell{}});
        } else {
            const auto& last = told->front();
            const bool bad =
                last.state == DeliveryState::failed || last.state == DeliveryState::unknown;
            again = bad;
            row.insert(row.end(),
                       {Cell{zone.local(last.at)},
                        Cell{std::string{}, words[told_text(last.state)], "",
                             bad ? Mark::danger : Mark::none},
                        Cell{last.recipient}, Cell{last.said, cause_in_words(last.said, words)}});
        }
        all.table.rows.push_back(std::move(row));
        Data end;
        end.set("alert", to_string(alert.id));
        end.set("again", again);
        end.set("t_again", words["billing_alert_again"]);
        end.set("words", words.with("billing_alert_end",
                                    {{"of", of},
                                     {"limit", limit},
                                     {"percent", words.locale().integer(alert.percent)}}));
        all.ends.push_back(end);
    }
    return all;
}

/// What may be told of: money, and each thing that is counted.
Data counted_choices(const std::map<std::string, std::string>& counted, const std::string& chosen,
                     const Words& words) {
    Data list{Data::type::list};
    const auto add = [&](const std::string& meter, const std::string& name) {
        Data one;
        one.set("value", meter);
        one.set("name", name);
        one.set("chosen", meter == chosen);
        list.push_back(one);
    };
    for (const auto& [meter, unit] : counted) {
        add(meter, unit.empty() || unit == meter ? meter : meter + " (" + unit + ")");
    }
    add("", words["billing_alert_money"]);
    return list;
}

}  // namespace

std::string alerts_link(const std::string& subscription) {
    return "/billing/alerts" + query_of({{"number", subscription}});
}

Answer alerts_page(Call& call) {
    if (!call.is_manager()) return NoPage{403};
    const Words& words = call.words;
    const std::string number = field(call.is_post() ? call.form : call.query, "number");
    const auto subscription = named_subscription(call, number);
    if (!subscription) return subscription.error();
    std::string refusal;
    if (call.is_post()) {
        refusal = act(call, number);
        if (refusal.empty()) return GoTo{alerts_link(number)};
    }
    const auto whose = owner_of(call, *subscription);
    if (!whose) return whose.error();
    const auto& account = whose->stored.account;
    const auto zone = pos::locale::Zone::open(account.zone);
    if (!zone) return NoPage{503};
    const auto counted = core::billing::counted_of(call.db, *subscription);
    if (!counted) return NoPage{503};
    auto all = shown(call, *subscription, *zone);
    if (!all) return all.error();
    const auto given = [&](const char* name, const char* otherwise) {
        return refusal.empty() ? std::string{otherwise}
                               : pos::locale::clean_name(field(call.form, name));
    };
    Data data;
    data.set("places", places_html(call));
    data.set("title", words["billing_alerts"]);
    data.set("number", number);
    data.set("back", account_link(account.number));
    data.set("about", number + " · " + account.number + " " + whose->party.name);
    data.set("refusal", refusal.empty() ? "" : refusal_html(refusal));
    data.set("mark", call.mark);
    data.set("table", to_html(all->table, words));
    data.set("ends", all->ends);
    const std::string first = counted->empty() ? std::string{} : counted->begin()->first;
    data.set("counted", counted_choices(*counted, given("meter", first.c_str()), words));
    data.set("limit", given("limit", ""));
    data.set("percent", given("percent", "80"));
    for (const char* text : {"billing_alerts_about", "billing_alert_meter", "billing_alert_limit",
                             "billing_alert_percent", "billing_alert_add", "billing_bank_back"}) {
        data.set(std::string{"t_"} + text, words[text]);
    }
    Page page{.title = words["billing_alerts"],
              .body = render("billing_alerts", std::move(data)),
              .file_name = "alerts-" + number,
              .status = refusal.empty() ? 200 : 409};
    page.tables.push_back(std::move(all->table));
    return page;
}

}  // namespace app::office::web::billing
