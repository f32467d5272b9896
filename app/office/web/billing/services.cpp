// Services switched on, limited and off: the orders, what became of them, and new ones.
#include <mutex>

#include "app/core/billing/service_orders.hpp"
#include "app/office/web/billing/clerk.hpp"
#include "app/office/web/billing/named.hpp"
#include "app/office/web/billing/parts.hpp"
#include "app/office/web/books.hpp"
#include "app/office/web/refusal.hpp"
#include "pos/locale/clean.hpp"
#include "pos/store/billing/subscriptions.hpp"

namespace app::office::web::billing {

namespace {

namespace stored = pos::store::billing;
using pos::billing::plan::Act;
using stored::OrderState;
using stored::ServiceOrder;
using stored::ServiceWish;

constexpr const char* kPath = "/billing/services";
constexpr std::int64_t kShown = 200;
constexpr ServiceWish kWishes[] = {ServiceWish::on, ServiceWish::limited, ServiceWish::off};

const std::string& wish_text(ServiceWish wish, const Words& words) {
    return words["billing_service_" + core::billing::word_of(wish)];
}

/// Why it was given: what a person said, or what became of the subscription.
std::string why(const ServiceOrder& order, const Words& words) {
    if (order.document) {
        const bool settled = order.wish == ServiceWish::on;
        return words.with(settled ? "billing_service_settled" : "billing_service_reminded",
                          {{"document", order.document_number}});
    }
    if (!order.act) return order.reason;
    switch (*order.act) {
        case Act::started:
            return words["billing_service_started"];
        case Act::paused:
            return words["billing_service_paused"];
        case Act::resumed:
            return words["billing_service_resumed"];
        case Act::cancelled:
            return words["billing_service_cancelled"];
        case Act::changed:
        case Act::anchored:
        case Act::repriced:
            break;
    }
    return {};
}

Cell state_cell(const ServiceOrder& order, const Words& words) {
    const std::string word = core::billing::word_of(order.state);
    const auto mark = [&] {
        switch (order.state) {
            case OrderState::waits:
                return order.tries > 0 ? Mark::warning : Mark::none;
            case OrderState::done:
                return Mark::good;
            case OrderState::failed:
                return Mark::danger;
            case OrderState::replaced:
                return Mark::muted;
        }
        return Mark::none;
    };
    return {word, words["billing_order_" + word], "", mark()};
}

Table orders_table(const std::vector<ServiceOrder>& orders, const pos::locale::Zone& zone,
                   const Words& words) {
    Table table{"orders",
                words["billing_services"],
                columns(words,
                        {"subscription", "service", "order_why", "order_made", "by", "state",
                         "tries", "said"},
                        {"tries"}),
                {},
                words["billing_no_orders"]};
    for (const auto& one : orders) {
        table.rows.push_back({{one.number, "", services_link(one.number)},
                              {core::billing::word_of(one.wish), wish_text(one.wish, words)},
                              {why(one, words)},
                              {zone.local(one.made_at)},
                              {one.by},
                              state_cell(one, words),
                              {one.tries},
                              {one.said}});
    }
    return table;
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
    if (said("what") == "again") {
        const auto id = pos::parse_ulid(said("order"));
        if (!id) return words["refused_no_order"];
        const auto done = core::billing::order_again(*books, *id, call.now);
        return done ? std::string{} : in_words(done.error(), words);
    }
    core::billing::NewOrder asked{.subscription = subscription, .reason = said("reason")};
    bool known = false;
    for (const ServiceWish wish : kWishes) {
        if (core::billing::word_of(wish) != said("wish")) continue;
        asked.wish = wish;
        known = true;
    }
    if (!known) return words["billing_service_which"];
    const auto made = core::billing::order_service(*books, asked, call.now, call.office.random);
    return made ? std::string{} : in_words(made.error(), words);
}

Data wish_choices(const std::string& chosen, const Words& words) {
    Data list{Data::type::list};
    for (const ServiceWish wish : kWishes) {
        Data one;
        one.set("value", core::billing::word_of(wish));
        one.set("name", wish_text(wish, words));
        one.set("chosen", core::billing::word_of(wish) == chosen);
        list.push_back(one);
    }
    return list;
}

}  // namespace

std::string services_link(const std::string& subscription) {
    return kPath + query_of({{"number", subscription}});
}

Answer services_page(Call& call) {
    if (!call.is_manager()) return NoPage{403};
    const Words& words = call.words;
    const std::string number = field(call.is_post() ? call.form : call.query, "number");
    stored::OrderQuestion asked{.subscription = {}, .state = {}, .limit = kShown};
    if (!number.empty()) {
        const auto one = named_subscription(call, number, kPath);
        if (!one) return one.error();
        asked.subscription = one->id;
    }
    std::string refusal;
    if (call.is_post()) {
        refusal = act(call, number);
        if (refusal.empty()) return GoTo{number.empty() ? kPath : services_link(number)};
    }
    const auto zone = office_zone(call.db);
    if (!zone) return zone.error();
    const auto setup = core::billing::read_hook_setup(call.db);
    if (!setup) return NoPage{503};
    const auto orders = stored::list_orders(call.db, asked);
    if (!orders) return pos::store::to_store_error(orders.error());
    Table table = orders_table(*orders, *zone, words);
    const bool again =
        !orders->empty() && !number.empty() && orders->front().state == OrderState::failed;
    const auto given = [&](const char* name) {
        return refusal.empty() ? std::string{} : pos::locale::clean_name(field(call.form, name));
    };
    Data data;
    data.set("places", places_html(call));
    data.set("title", number.empty() ? words["billing_services"]
                                     : words.with("billing_service_of", {{"number", number}}));
    data.set("about", setup->url.empty()
                          ? words["billing_services_nobody"]
                          : words.with("billing_services_about", {{"url", setup->url}}));
    data.set("refusal", refusal.empty() ? "" : refusal_html(refusal));
    data.set("mark", call.mark);
    data.set("number", number);
    data.set("is_one", !number.empty());
    data.set("can_order", !setup->url.empty() && !number.empty());
    data.set("again", again);
    data.set("order", again ? to_string(orders->front().id) : "");
    data.set("table", to_html(table, words));
    data.set("wishes", wish_choices(given("wish"), words));
    data.set("reason", given("reason"));
    for (const char* text : {"billing_services", "billing_service_wish", "billing_service_reason",
                             "billing_service_give", "billing_service_again"}) {
        data.set(std::string{"t_"} + text, words[text]);
    }
    Page page{.title = words["billing_services"],
              .body = render("billing_services", std::move(data)),
              .file_name = "services",
              .status = refusal.empty() ? 200 : 409};
    page.tables.push_back(std::move(table));
    return page;
}

}  // namespace app::office::web::billing
