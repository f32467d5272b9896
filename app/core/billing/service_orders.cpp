#include "app/core/billing/service_orders.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "app/core/billing/customers.hpp"
#include "app/core/billing/id_of.hpp"
#include "app/core/billing/in_transaction.hpp"
#include "app/core/billing/overdue_services.hpp"
#include "app/core/billing/secret_file.hpp"
#include "app/core/billing/text_setting.hpp"
#include "pos/locale/clean.hpp"
#include "pos/store/billing/subscriptions.hpp"

namespace app::core::billing {

namespace {

namespace stored = pos::store::billing;
using pos::billing::plan::Act;
using stored::OrderState;
using stored::ServiceOrder;
using stored::ServiceWish;

constexpr const char* kSetting = "billing.hook";
constexpr const char* kOrderChore = "services";
constexpr std::int64_t kOrdersAtOnce = 200;
constexpr std::int64_t kOrderAgain_ms = 60'000;
constexpr std::int64_t kOrderAgainMost_ms = 6 * 3'600'000;
/// About two days and a half.
constexpr std::int64_t kOrderTries = 18;
/// An act is noted with the time before it is committed: so much is looked at once more.
constexpr std::int64_t kActsOverlap_ms = 10 * 60'000;

using Member = std::string HookSetup::*;
constexpr std::pair<const char*, Member> kHookMembers[] = {{"url", &HookSetup::url},
                                                           {"secret_file", &HookSetup::secret_file},
                                                           {"ca_file", &HookSetup::ca_file}};

Outcome<drivers::hook::Target> target_of(const HookSetup& setup) {
    if (setup.url.empty()) return std::unexpected{nobody_switches()};
    const auto secret = read_secret(setup.secret_file, "The secret that orders are signed with");
    if (!secret) return std::unexpected{secret.error()};
    if (!drivers::hook::key_of(*secret)) {
        return refuse("The secret in " + setup.secret_file +
                      " is no key: 16 bytes or more, or whsec_ and such a key in base 64.");
    }
    return drivers::hook::Target{setup.url, *secret, setup.ca_file};
}

/// What an act makes of a service.
ServiceWish wish_after(Act act) {
    return act == Act::started || act == Act::resumed ? ServiceWish::on : ServiceWish::off;
}

pos::Instant seen_after(pos::Instant until) {
    return {until.unix_ms - kActsOverlap_ms};
}

/// Makes what is missing of some acts; how many.
Outcome<std::int64_t> order_acts(BillingBooks& books, pos::Instant now) {
    return in_transaction(books, [&]() -> Outcome<std::int64_t> {
        const auto until = stored::orders_looked_until(*books.db);
        if (!until) return std::unexpected{database(until.error())};
        const auto acts = stored::acts_without_order(
            *books.db, until->transform(seen_after).value_or(now), now, kOrdersAtOnce);
        if (!acts) return std::unexpected{database(acts.error())};
        for (const auto& one : *acts) {
            ServiceOrder order;
            const auto act = static_cast<int>(one.act);
            order.id = id_of({"order", to_string(one.subscription), std::to_string(act),
                              std::to_string(one.at.unix_ms)});
            order.subscription = one.subscription;
            order.wish = wish_after(one.act);
            order.act = one.act;
            order.act_at = one.at;
            order.made_at = now;
            const auto added = stored::add_order(*books.db, order);
            if (!added) return std::unexpected{database(added.error())};
        }
        const auto count = static_cast<std::int64_t>(acts->size());
        if (count < kOrdersAtOnce) {
            auto noted = stored::note_orders_looked(*books.db, std::max(until->value_or(now), now));
            if (!noted) return std::unexpected{database(noted.error())};
        }
        return count;
    });
}

Outcome<std::vector<std::string>> points_of(pos::store::db::Connection& db,
                                            const pos::Ulid& subscription) {
    const auto points = stored::service_points(db, subscription);
    if (!points) return std::unexpected{failure(points.error())};
    std::vector<std::string> codes;
    for (const auto& one : *points) codes.push_back(one.code);
    std::ranges::sort(codes);
    const auto again = std::ranges::unique(codes);
    codes.erase(again.begin(), again.end());
    return codes;
}

/// Calls for orders, one after the other.
class Caller {
public:
    Caller(BillingBooks& books, pos::Clock& clock, drivers::hook::Target target)
        : books_{books}, clock_{clock}, hook_{std::move(target)} {}

    /// False: the rest waits.
    Outcome<bool> call(ServiceOrder order, OrderReport& report) {
        const auto points = points_of(*books_.db, order.subscription);
        if (!points) return std::unexpected{points.error()};
        const auto answer = hook_.post(
            {to_string(order.id), clock_.now().unix_ms / 1'000, order_json(order, *points)});
        order.at = clock_.now();
        order.said = answer ? std::string{} : answer.error().words;
        bool away = false;
        if (answer) {
            ++order.tries;
            order.state = OrderState::done;
        } else {
            away = answer.error().trouble == drivers::hook::HookTrouble::unreachable;
            put_off(order, answer.error());
        }
        const auto put = stored::put_order(*books_.db, order, OrderState::waits);
        if (!put) return std::unexpected{database(put.error())};
        if (*put) note(order, report);
        if (away) report.unreachable = order.said;
        return !away;
    }

private:
    static void put_off(ServiceOrder& order, const drivers::hook::HookError& error) {
        using drivers::hook::HookTrouble;
        // Nothing was said of it: that somebody is away is no reason to give it up.
        if (error.trouble == HookTrouble::unreachable) {
            order.due_at = {order.at.unix_ms + kOrderAgain_ms};
            return;
        }
        ++order.tries;
        if (error.trouble == HookTrouble::refused || order.tries >= kOrderTries) {
            order.state = OrderState::failed;
            return;
        }
        const std::int64_t doubled = std::min(
            kOrderAgain_ms << std::min<std::int64_t>(order.tries - 1, 20), kOrderAgainMost_ms);
        const std::int64_t asked = error.retry_after_s.value_or(0) * 1'000;
        order.due_at = {order.at.unix_ms + std::max(doubled, asked)};
    }

    static void note(const ServiceOrder& order, OrderReport& report) {
        switch (order.state) {
            case OrderState::done:
                ++report.done;
                break;
            case OrderState::failed:
                report.failed.push_back(fmt::format("The order {} of {} was not taken: {}.",
                                                    word_of(order.wish), order.number, order.said));
                break;
            case OrderState::waits:
            case OrderState::replaced:
                ++report.later;
                break;
        }
    }

    BillingBooks& books_;
    pos::Clock& clock_;
    drivers::hook::Hook hook_;
};

}  // namespace

std::string word_of(ServiceWish wish) {
    switch (wish) {
        case ServiceWish::on:
            return "on";
        case ServiceWish::limited:
            return "limited";
        case ServiceWish::off:
            return "off";
    }
    return "";
}

std::optional<ServiceWish> wish_of(std::string_view word) {
    for (const ServiceWish wish : {ServiceWish::on, ServiceWish::limited, ServiceWish::off}) {
        if (word == word_of(wish)) return wish;
    }
    return std::nullopt;
}

Failure nobody_switches() {
    return {.kind = FailureKind::refused,
            .words =
                "Nobody is known who switches services. Say who with `counterfoil service "
                "hook --url https://… --secret-file …`.",
            .why = Why::other,
            .about = "no_hook"};
}

std::string word_of(OrderState state) {
    switch (state) {
        case OrderState::waits:
            return "waits";
        case OrderState::done:
            return "done";
        case OrderState::failed:
            return "failed";
        case OrderState::replaced:
            return "replaced";
    }
    return "";
}

std::string order_json(const ServiceOrder& order, const std::vector<std::string>& points) {
    const nlohmann::ordered_json json{{"type", "service." + word_of(order.wish)},
                                      {"id", to_string(order.id)},
                                      {"timestamp_ms", order.made_at.unix_ms},
                                      {"data",
                                       {{"subscription", order.number},
                                        {"account", order.account},
                                        {"points", points},
                                        {"service", word_of(order.wish)},
                                        {"sequence", order.nth},
                                        {"reason", order.reason}}}};
    return json.dump();
}

Outcome<HookSetup> read_hook_setup(pos::store::db::Connection& db) {
    const auto text = read_text_setting(db, kSetting);
    if (!text) return std::unexpected{text.error()};
    HookSetup setup;
    if (text->empty()) return setup;
    const auto json = nlohmann::json::parse(*text, nullptr, false);
    if (!json.is_object()) return refuse("Who switches services cannot be read.");
    for (const auto& [name, member] : kHookMembers) setup.*member = json.value(name, "");
    return setup;
}

Outcome<HookSetup> change_hook_setup(BillingBooks& books, const HookSetup& change,
                                     pos::Instant now) {
    auto setup = read_hook_setup(*books.db);
    if (!setup) return setup;
    for (const auto& [name, member] : kHookMembers) {
        if (!(change.*member).empty()) (*setup).*member = change.*member;
    }
    if (auto good = drivers::hook::check(setup->url); !good) return misuse(good.error());
    if (setup->secret_file.empty()) {
        return misuse(
            "Calls are signed: put a secret into a file that only you may read, and name that with "
            "--secret-file.");
    }
    if (const auto target = target_of(*setup); !target) return std::unexpected{target.error()};
    nlohmann::ordered_json json;
    for (const auto& [name, member] : kHookMembers) json[name] = (*setup).*member;
    return in_transaction(books, [&]() -> Outcome<HookSetup> {
        const auto until = stored::orders_looked_until(*books.db);
        if (!until) return std::unexpected{database(until.error())};
        if (!*until) {
            // What became of subscriptions up to now is not looked at once more.
            auto noted = stored::note_orders_looked(*books.db, {now.unix_ms + kActsOverlap_ms});
            if (!noted) return std::unexpected{database(noted.error())};
        }
        auto put = put_text_setting(books, kSetting, "", json.dump(), now);
        if (!put) return std::unexpected{put.error()};
        return *setup;
    });
}

Outcome<ServiceOrder> order_service(BillingBooks& books, const NewOrder& asked, pos::Instant now,
                                    pos::Random& random) {
    const std::string reason = pos::locale::clean_name(asked.reason);
    if (reason.size() > kOrderReasonBytesMax) {
        return misuse(Why::text_too_long, {},
                      fmt::format("A reason has at most {} bytes.", kOrderReasonBytesMax));
    }
    const auto setup = read_hook_setup(*books.db);
    if (!setup) return std::unexpected{setup.error()};
    if (setup->url.empty()) return std::unexpected{nobody_switches()};
    return in_transaction(books, [&]() -> Outcome<ServiceOrder> {
        const auto one = stored::subscription_of_number(*books.db, asked.subscription);
        if (!one) return std::unexpected{database(one.error())};
        if (!*one) {
            return refuse(Why::other, "no_subscription",
                          "No subscription has the number " + asked.subscription + ".");
        }
        const auto last = stored::last_order(*books.db, (*one)->id);
        if (!last) return std::unexpected{database(last.error())};
        const bool same =
            *last && (*last)->wish == asked.wish && (*last)->state != OrderState::failed;
        if (same) return **last;
        ServiceOrder order;
        order.id = pos::make_ulid(now, random);
        order.subscription = (*one)->id;
        order.wish = asked.wish;
        order.reason = reason;
        order.made_at = now;
        order.by = books.user().name;
        const auto added = stored::add_order(*books.db, order);
        if (!added) return std::unexpected{database(added.error())};
        auto noted = note_change(books, "subscription " + asked.subscription, "",
                                 "service " + word_of(asked.wish), now);
        if (!noted) return std::unexpected{noted.error()};
        const auto made = stored::order_of(*books.db, order.id);
        if (!made) return std::unexpected{database(made.error())};
        if (!*made) return refuse("The order is gone.");
        return **made;
    });
}

Outcome<void> order_again(BillingBooks& books, const pos::Ulid& id, pos::Instant now) {
    return in_transaction(books, [&]() -> Outcome<void> {
        const auto order = stored::order_of(*books.db, id);
        if (!order) return std::unexpected{database(order.error())};
        if (!*order) return refuse(Why::other, "no_order", "There is no such order.");
        const auto last = stored::last_order(*books.db, (*order)->subscription);
        if (!last) return std::unexpected{database(last.error())};
        if ((*order)->state != OrderState::failed || !*last || (*last)->id != id) {
            return refuse(
                Why::other, "order_not_failed",
                "Only the last order of a subscription, where it failed, is given again.");
        }
        ServiceOrder again = **order;
        again.state = OrderState::waits;
        again.tries = 0;
        again.due_at = again.at = now;
        const auto put = stored::put_order(*books.db, again, OrderState::failed);
        if (!put) return std::unexpected{database(put.error())};
        return note_change(books, "subscription " + again.number, "",
                           "service " + word_of(again.wish) + " again", now);
    });
}

Outcome<OrderReport> send_orders(BillingBooks& books, pos::Clock& clock,
                                 const std::function<bool()>& go_on) {
    const auto setup = read_hook_setup(*books.db);
    if (!setup) return std::unexpected{setup.error()};
    auto target = target_of(*setup);
    if (!target) return std::unexpected{target.error()};
    OrderReport report;
    const auto settled = switch_settled_on(books, clock.now());
    if (!settled) return std::unexpected{settled.error()};
    report.made += *settled;
    for (bool more = true; more && go_on();) {
        const auto made = order_acts(books, clock.now());
        if (!made) return std::unexpected{made.error()};
        report.made += *made;
        more = *made == kOrdersAtOnce;
    }
    const auto waiting = stored::orders_that_wait(*books.db, clock.now(), kOrdersAtOnce);
    if (!waiting) return std::unexpected{database(waiting.error())};
    Caller caller{books, clock, std::move(*target)};
    for (const ServiceOrder& order : *waiting) {
        if (!go_on()) break;
        const auto more = caller.call(order, report);
        if (!more) return std::unexpected{more.error()};
        if (!*more) break;
    }
    return report;
}

Outcome<std::optional<OrderReport>> send_orders_if_due(const Serving& serving) {
    const auto setup = read_hook_setup(serving.db);
    if (!setup) return std::unexpected{setup.error()};
    if (setup->url.empty()) return std::nullopt;
    const pos::Instant now = serving.clock.now();
    const auto until = stored::orders_looked_until(serving.db);
    if (!until) return std::unexpected{database(until.error())};
    const auto acts =
        stored::acts_without_order(serving.db, until->transform(seen_after).value_or(now), now, 1);
    if (!acts) return std::unexpected{database(acts.error())};
    const auto waiting = stored::orders_that_wait(serving.db, now, 1);
    if (!waiting) return std::unexpected{database(waiting.error())};
    if (acts->empty() && waiting->empty()) {
        const auto settled = has_settled_services(serving.db, now);
        if (!settled) return std::unexpected{settled.error()};
        if (!*settled) return std::nullopt;
    }
    // Never ended: another order may come soon.
    auto chore = TakenChore::take(serving, kOrderChore, {});
    if (!chore) return std::unexpected{chore.error()};
    if (!*chore) return std::nullopt;
    auto books = BillingBooks::open(serving.where, serving.store, "", now, serving.random);
    if (!books) return std::unexpected{books.error()};
    auto sent = send_orders(*books, serving.clock, [&] { return (*chore)->go_on(); });
    if (!sent) return std::unexpected{sent.error()};
    return std::optional{std::move(*sent)};
}

}  // namespace app::core::billing
