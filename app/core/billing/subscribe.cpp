#include "app/core/billing/subscribe.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "app/core/billing/coupons.hpp"
#include "app/core/billing/customers.hpp"
#include "app/core/billing/in_transaction.hpp"
#include "app/core/billing/plan_file.hpp"
#include "app/core/billing/reading_usage.hpp"
#include "app/core/billing/whose.hpp"
#include "pos/billing/bill/propose.hpp"
#include "pos/store/billing/customers.hpp"
#include "pos/store/billing/documents.hpp"
#include "pos/store/billing/subscriptions.hpp"
#include "pos/store/columns.hpp"
#include "pos/store/feed/metered.hpp"

namespace app::core::billing {

namespace {

namespace stored = pos::store::billing;
namespace plan = pos::billing::plan;
using plan::Act;

std::optional<int> two_digits(std::string_view text) {
    int value = 0;
    const auto read = std::from_chars(text.data(), text.data() + 2, value);
    if (text.size() < 2 || read.ptr != text.data() + 2 || value < 0) return std::nullopt;
    return value;
}

/// "Z" or "+01:00" as seconds east of Greenwich.
std::optional<int> offset_of(std::string_view text) {
    if (text == "Z") return 0;
    if (text.size() != 6 || (text[0] != '+' && text[0] != '-') || text[3] != ':') return {};
    const auto hours = two_digits(text.substr(1));
    const auto minutes = two_digits(text.substr(4));
    if (!hours || !minutes || *hours > 18 || *minutes > 59) return {};
    const int seconds = *hours * 3'600 + *minutes * 60;
    return text[0] == '-' ? -seconds : seconds;
}

/// `version` 0: the latest that holds for what begins on that day.
Outcome<stored::StoredPlan> find_plan(BillingBooks& books, const std::string& code,
                                      std::uint32_t version, pos::Date day,
                                      pos::Currency currency) {
    const auto found = version == 0 ? stored::plan_on(*books.db, code, day)
                                    : stored::plan_of(*books.db, code, version);
    if (!found) return std::unexpected{database(found.error())};
    if (!*found) {
        return refuse(Why::other, "no_plan",
                      "There is no plan " + code + " of that version, or none by that day.");
    }
    if ((*found)->currency != pos::store::currency_text(currency)) {
        return refuse(Why::other, "plan_currency",
                      fmt::format("Plan {} is in another currency than the account.", code));
    }
    return **found;
}

Outcome<void> check_back_dating(pos::Instant at, pos::Instant now) {
    constexpr std::int64_t kDayMs = 86'400'000;
    if (at.unix_ms >= now.unix_ms - kBackDaysMax * kDayMs) return {};
    return refuse(Why::other, "too_long_ago",
                  fmt::format("That is more than {} days ago.", kBackDaysMax));
}

/// The account's number and the next counter: "10001-2".
Outcome<std::string> next_number(BillingBooks& books, const pos::customer::Account& account) {
    const std::array ids{account.id};
    const auto there = stored::subscriptions_of(*books.db, ids);
    if (!there) return std::unexpected{database(there.error())};
    return fmt::format("{}-{}", account.number, there->size() + 1);
}

Outcome<stored::StoredSubscription> find_subscription(BillingBooks& books,
                                                      const std::string& number) {
    const auto found = stored::subscription_of_number(*books.db, number);
    if (!found) return std::unexpected{database(found.error())};
    if (!*found)
        return refuse(Why::other, "no_subscription",
                      "No subscription has the number " + number + ".");
    return **found;
}

/// The end of what was billed of a subscription, or now where nothing was.
Outcome<pos::Instant> end_of_billed(BillingBooks& books, const pos::Ulid& subscription,
                                    const pos::locale::Zone& zone, pos::Instant now) {
    const std::array ids{subscription};
    const auto items = stored::items_of(*books.db, ids);
    if (!items) return std::unexpected{database(items.error())};
    std::vector<pos::billing::bill::Billed> billed;
    for (const auto& item : *items) {
        // A one-time fee is for as long as its phase, and pays no time.
        if (item.kind == pos::billing::bill::ItemKind::one_time) continue;
        billed.push_back({.id = item.id,
                          .kind = item.kind,
                          .key = item.key,
                          .from = item.from,
                          .to = item.to,
                          .of = item.of});
    }
    const auto through = pos::billing::bill::charged_through(subscription, billed);
    if (!through) return now;
    return std::max(zone.start_of_day(*through), now);
}

/// Whether an act makes sense behind those before it.
Outcome<void> check_act(Act act, const std::vector<stored::StoredAct>& before) {
    bool paused = false;
    for (const auto& each : before) {
        if (each.act == Act::cancelled)
            return refuse(Why::other, "over_by_then", "The subscription is over by then.");
        if (each.act == Act::paused) paused = true;
        if (each.act == Act::resumed) paused = false;
    }
    if (act == Act::paused && paused)
        return refuse(Why::other, "paused_already", "The subscription is paused already.");
    if (act == Act::resumed && !paused)
        return refuse(Why::other, "not_paused", "The subscription is not paused.");
    return {};
}

}  // namespace

const char* word_of(Act act) {
    switch (act) {
        case Act::started:
            return "started";
        case Act::changed:
            return "changed";
        case Act::paused:
            return "paused";
        case Act::resumed:
            return "resumed";
        case Act::cancelled:
            return "cancelled";
        case Act::anchored:
            return "anchored";
        case Act::repriced:
            return "repriced";
    }
    return "";
}

Outcome<pos::Instant> read_time(const std::string& text, const pos::locale::Zone& zone) {
    const auto wrong = [&] {
        return misuse(Why::no_day, text,
                      text +
                          " is no day such as 2026-12-01, nor one with a time such as "
                          "\"2026-12-01 18:30\".");
    };
    const auto date = pos::parse_date(std::string_view{text}.substr(0, 10));
    if (!date) return wrong();
    if (text.size() == 10) return zone.start_of_day(*date);
    std::string_view time = std::string_view{text}.substr(11);
    if ((text[10] != ' ' && text[10] != 'T') || time.size() < 5 || time[2] != ':') return wrong();
    const auto hour = two_digits(time);
    const auto minute = two_digits(time.substr(3));
    time.remove_prefix(5);
    std::optional<int> second{0};
    if (time.size() >= 3 && time[0] == ':') {
        second = two_digits(time.substr(1));
        time.remove_prefix(3);
    }
    if (!hour || !minute || !second || *hour > 23 || *minute > 59 || *second > 59) return wrong();
    const std::int32_t of_day = *hour * 3'600 + *minute * 60 + *second;
    if (const auto offset = offset_of(time)) {
        const std::int64_t local = std::int64_t{date->days} * 86'400 + of_day;
        return pos::Instant{(local - *offset) * 1'000};
    }
    if (!time.empty()) return wrong();
    const auto instants = zone.instants(*date, of_day);
    if (instants.empty())
        return misuse(Why::skipped_time, text,
                      text + ": clocks skip that time in " + zone.name() + ".");
    return instants.front();
}

Outcome<std::uint32_t> publish_plan(BillingBooks& books, const std::string& json, pos::Instant now,
                                    std::optional<pos::Date> from) {
    const auto plan = read_plan(json);
    if (!plan) return std::unexpected{plan.error()};
    const std::string currency = pos::store::currency_text(plan->currency);
    return in_transaction(books, [&]() -> Outcome<std::uint32_t> {
        const auto last = stored::plan_of(*books.db, plan->code, 0);
        if (!last) return std::unexpected{database(last.error())};
        if (*last && (*last)->currency != currency) {
            return refuse(
                Why::other, "plan_currency_before",
                "Plan " + plan->code + " is in another currency: give this one a new code.");
        }
        if (*last && (*last)->content == json && (*last)->from_day == from) {
            return (*last)->version;
        }
        if (from && *from < books.office.zone.local(now).date) {
            return misuse(Why::passed, to_string(*from), to_string(*from) + " is over.");
        }
        const auto version =
            stored::add_plan(*books.db, {plan->code, 0, plan->name, currency, json, now, from});
        if (!version) return std::unexpected{database(version.error())};
        auto noted = note_change(books, "plan " + plan->code, "",
                                 fmt::format("version {}{}", *version,
                                             from ? " from " + to_string(*from) : std::string{}),
                                 now);
        if (!noted) return std::unexpected{noted.error()};
        return *version;
    });
}

Outcome<std::string> write_subscription(BillingBooks& books, const NewSubscription& asked,
                                        pos::Instant now, pos::Random& random) {
    const auto customer = find_open_account(*books.db, asked.account);
    if (!customer) return std::unexpected{customer.error()};
    const pos::customer::Account& account = customer->stored.account;
    const auto zone = pos::locale::Zone::open(account.zone);
    if (!zone) return refuse("The zone " + account.zone + " is unknown.");
    const auto start =
        asked.start.empty() ? Outcome<pos::Instant>{now} : read_time(asked.start, *zone);
    if (!start) return std::unexpected{start.error()};
    if (auto bound = check_back_dating(*start, now); !bound) return std::unexpected{bound.error()};
    const auto plan =
        find_plan(books, asked.plan, asked.version, zone->local(*start).date, account.currency);
    if (!plan) return std::unexpected{plan.error()};
    const auto read = read_plan(plan->content);
    if (!read) return std::unexpected{read.error()};
    stored::StoredSubscription one;
    one.id = pos::make_ulid(now, random);
    one.account = account.id;
    if (!asked.base.empty()) {
        const auto base = find_subscription(books, asked.base);
        if (!base) return std::unexpected{base.error()};
        if (base->account != account.id) {
            return refuse(Why::other, "base_of_another",
                          "Subscription " + asked.base + " is another account's.");
        }
        one.base = base->id;
    }
    one.acts.push_back({Act::started, *start, plan->code, plan->version, read->phases_from,
                        asked.anchor_day, now, books.user().name});
    one.number = asked.number;
    if (one.number.empty()) {
        auto next = next_number(books, account);
        if (!next) return next;
        one.number = std::move(*next);
    }
    const auto added = stored::add_subscription(*books.db, one, now);
    if (!added) return std::unexpected{database(added.error())};
    if (!*added) {
        return refuse(Why::taken, one.number,
                      "A subscription has the number " + one.number + " already.");
    }
    for (const std::string& point : asked.points) {
        auto put = stored::put_service_point(*books.db, point, *start, one.id);
        if (!put) return std::unexpected{database(put.error())};
        auto theirs = point_changed(books, point, *start, now);
        if (!theirs) return std::unexpected{theirs.error()};
    }
    auto due = stored::touch_account(*books.db, account.id, zone->local(*start).date);
    if (!due) return std::unexpected{database(due.error())};
    auto noted = note_change(books, "subscription " + one.number, "",
                             fmt::format("{} version {} from {}", plan->code, plan->version,
                                         to_string(zone->local(*start).date)),
                             now);
    if (!noted) return std::unexpected{noted.error()};
    if (!asked.coupon.empty()) {
        const auto redeemed = write_redemption(
            books, {one.number, asked.coupon, to_string(zone->local(*start).date)}, now, random);
        if (!redeemed) return std::unexpected{redeemed.error()};
    }
    return one.number;
}

Outcome<pos::Instant> write_change(BillingBooks& books, const SubscriptionChange& change,
                                   pos::Instant now) {
    auto one = find_subscription(books, change.number);
    if (!one) return std::unexpected{one.error()};
    const auto customer = stored::account_of(*books.db, one->account);
    if (!customer) return std::unexpected{database(customer.error())};
    if (!*customer) return refuse("Its account is gone.");
    // An earlier day takes back what comes after it, its end too: then it would run on.
    if (change.act != Act::cancelled) {
        if (auto open = check_open((*customer)->stored); !open) {
            return std::unexpected{open.error()};
        }
    }
    const pos::customer::Account& account = (*customer)->stored.account;
    const auto zone = pos::locale::Zone::open(account.zone);
    if (!zone) return refuse("The zone " + account.zone + " is unknown.");
    const auto at = change.at.empty()    ? Outcome<pos::Instant>{now}
                    : change.at == "end" ? end_of_billed(books, one->id, *zone, now)
                                         : read_time(change.at, *zone);
    if (!at) return at;
    if (auto bound = check_back_dating(*at, now); !bound) return std::unexpected{bound.error()};
    if (*at < one->acts.front().at)
        return refuse(Why::other, "began_later", "The subscription began later than that.");
    std::erase_if(one->acts, [&](const auto& each) { return each.at > *at; });
    if (auto sound = check_act(change.act, one->acts); !sound) {
        return std::unexpected{sound.error()};
    }
    stored::StoredAct act{change.act,       *at, "", 0, change.phases_from, change.anchor_day, now,
                          books.user().name};
    if (change.act == Act::changed) {
        const auto plan =
            find_plan(books, change.plan, change.version, zone->local(*at).date, account.currency);
        if (!plan) return std::unexpected{plan.error()};
        act.plan = plan->code;
        act.version = plan->version;
    }
    if (change.act == Act::anchored && (change.anchor_day < 1 || change.anchor_day > 31)) {
        return misuse(Why::other, "no_day_of_month", "The day of the month is not from 1 to 31.");
    }
    if (act.act == Act::changed && *at == one->acts.front().at) {
        // A change to the day of the start is what it starts with.
        act.act = Act::started;
        one->acts.clear();
    }
    one->acts.push_back(act);
    auto put = stored::put_acts(*books.db, one->id, one->acts);
    // Its counters may be nobody's from then on.
    if (put) put = pos::store::feed::tell_of_account(*books.db, account.id);
    if (!put) return std::unexpected{database(put.error())};
    auto due = stored::touch_account(*books.db, account.id, zone->local(*at).date);
    if (!due) return std::unexpected{database(due.error())};
    auto noted = note_change(
        books, "subscription " + one->number, "",
        fmt::format("{} {} on {}", word_of(act.act), act.plan, to_string(zone->local(*at).date)),
        now);
    if (!noted) return std::unexpected{noted.error()};
    return *at;
}

Outcome<std::string> subscribe(BillingBooks& books, const NewSubscription& asked, pos::Instant now,
                               pos::Random& random) {
    return in_transaction(books, [&] { return write_subscription(books, asked, now, random); });
}

Outcome<pos::Instant> change_subscription(BillingBooks& books, const SubscriptionChange& change,
                                          pos::Instant now) {
    return in_transaction(books, [&] { return write_change(books, change, now); });
}

}  // namespace app::core::billing
