#include "app/core/billing/recurring_credit.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <set>
#include <span>

#include "app/core/billing/customers.hpp"
#include "app/core/billing/in_transaction.hpp"
#include "app/core/billing/lot_terms.hpp"
#include "app/core/billing/subscribe.hpp"
#include "app/core/billing/whose.hpp"
#include "pos/billing/wallet/recurrence.hpp"
#include "pos/money/decimal.hpp"
#include "pos/store/billing/customers.hpp"
#include "pos/store/billing/subscriptions.hpp"
#include "pos/store/billing/units.hpp"
#include "pos/store/feed/metered.hpp"

namespace app::core::billing {

namespace {

namespace cycle = pos::billing::cycle;
namespace stored = pos::store::billing;
using stored::StoredRecurrence;

/// So many periods of one rule are looked at: more than thirteen years of days.
constexpr std::size_t kRecurringMax = 5'000;

struct NamedEvery {
    const char* word;
    cycle::Every every;
};
constexpr std::array kRecurringEvery{NamedEvery{"day", {cycle::Unit::day, 1}},
                                     NamedEvery{"week", {cycle::Unit::week, 1}},
                                     NamedEvery{"month", {cycle::Unit::month, 1}},
                                     NamedEvery{"quarter", {cycle::Unit::month, 3}},
                                     NamedEvery{"half_year", {cycle::Unit::month, 6}},
                                     NamedEvery{"year", {cycle::Unit::year, 1}}};

/// Millionths of a unit, or minor units.
Outcome<std::int64_t> read_recurring_amount(const std::string& text, const StoredRecurrence& rule) {
    if (rule.unit.empty()) {
        const auto money = pos::parse_money(text, rule.currency);
        if (money && money->minor > 0) return money->minor;
        return misuse(Why::no_amount, text, "\"" + text + "\" is no amount above zero.");
    }
    const auto units = pos::parse_quantity(text);
    if (units && units->millionths > 0 && in_range(*units)) return units->millionths;
    return misuse(Why::no_figure, text, "\"" + text + "\" is no amount above zero.");
}

Outcome<void> read_recurring_days(const NewRecurrence& asked, pos::Date today,
                                  StoredRecurrence& rule) {
    const auto every = every_of(asked.every);
    if (!every) {
        return misuse(
            Why::other, "recurring_every",
            "\"" + asked.every + "\" is none of day, week, month, quarter, half_year and year.");
    }
    rule.when.every = *every;
    rule.when.from = today;
    if (!asked.from.empty()) {
        const auto from = pos::parse_date(asked.from);
        if (!from) {
            return misuse(Why::no_day, asked.from, asked.from + " is no day, such as 2026-12-01.");
        }
        rule.when.from = *from;
    }
    if (rule.when.from.days < today.days - kBackDaysMax) {
        return misuse(Why::other, "recurring_too_old",
                      fmt::format("A rule begins {} days ago at most.", kBackDaysMax));
    }
    if (asked.until.empty()) return {};
    const auto until = pos::parse_date(asked.until);
    if (!until) {
        return misuse(Why::no_day, asked.until, asked.until + " is no day, such as 2026-12-01.");
    }
    if (*until <= rule.when.from) {
        return misuse(Why::never, asked.until,
                      "A rule until " + asked.until + " would be over before it begins.");
    }
    rule.when.until = *until;
    return {};
}

Outcome<StoredRecurrence> read_recurring(BillingBooks& books, const NewRecurrence& asked,
                                         pos::Instant now) {
    StoredRecurrence rule;
    const auto customer = find_open_account(*books.db, asked.account);
    if (!customer) return std::unexpected{customer.error()};
    const auto& account = customer->stored.account;
    rule.account = account.id;
    rule.currency = account.currency;
    const auto zone = pos::locale::Zone::open(account.zone);
    if (!zone) return refuse("The zone " + account.zone + " is unknown.");
    if (!asked.subscription.empty()) {
        const auto found = stored::subscription_of_number(*books.db, asked.subscription);
        if (!found) return std::unexpected{database(found.error())};
        if (!*found || (*found)->account != account.id) {
            return refuse(
                Why::other, "other_subscription",
                "Account " + account.number + " has no subscription " + asked.subscription + ".");
        }
        rule.subscription = (*found)->id;
    }
    rule.unit = asked.unit;
    rule.kind = asked.paid ? pos::journal::LotKind::paid : pos::journal::LotKind::promotional;
    const auto amount = read_recurring_amount(asked.amount, rule);
    if (!amount) return std::unexpected{amount.error()};
    rule.amount = *amount;
    if (!asked.rollover.empty()) {
        const auto most = read_recurring_amount(asked.rollover, rule);
        if (!most) return std::unexpected{most.error()};
        rule.rollover = *most;
    }
    rule.priority = asked.priority;
    rule.lifetime_days = asked.lifetime_days;
    if (auto read = read_recurring_days(asked, zone->local(now).date, rule); !read) {
        return std::unexpected{read.error()};
    }
    const auto scope = read_scope(asked.charges);
    if (!scope) return std::unexpected{scope.error()};
    rule.scope = lines_of_codes(*scope);
    rule.note = asked.note;
    rule.noted_at = now;
    rule.noted_by = books.user().name;
    return rule;
}

/// The id that a form's token stands for.
std::optional<pos::Ulid> id_of_once(std::string_view once) {
    pos::Ulid id{};
    if (once.size() < 2 * id.bytes.size()) return std::nullopt;
    for (std::size_t i = 0; i < id.bytes.size(); ++i) {
        unsigned value = 0;
        const char* const first = once.data() + 2 * i;
        const auto [end, error] = std::from_chars(first, first + 2, value, 16);
        if (error != std::errc{} || end != first + 2) return std::nullopt;
        id.bytes[i] = static_cast<std::uint8_t>(value);
    }
    return id;
}

std::string said_amount(const StoredRecurrence& rule) {
    if (!rule.unit.empty()) return to_string(pos::Quantity{rule.amount}) + " " + rule.unit;
    return to_string(pos::Money{rule.amount, rule.currency}) + " " + code_of(rule.currency);
}

std::string id_prefix(const StoredRecurrence& rule) {
    return std::string{kRecurringId} + to_string(rule.rule) + ":";
}

/// What a rule needs to be carried out.
struct Granting {
    const StoredRecurrence& rule;
    const pos::customer::Account& account;
    const pos::locale::Zone& zone;
    std::optional<stored::StoredSubscription> subscription{};
};

bool runs_on(const Granting& one, pos::Date day) {
    if (!one.rule.subscription) return true;
    if (!one.subscription) return false;
    std::vector<pos::billing::plan::Action> acts;
    for (const stored::StoredAct& act : one.subscription->acts) {
        acts.push_back({act.act, act.at, nullptr, act.phases_from, act.anchor_day});
    }
    return pos::billing::wallet::runs_at(acts, one.zone.start_of_day(day));
}

/// The periods that have begun and of which nothing was granted yet.
Outcome<std::vector<pos::Date>> periods_due(pos::store::db::Connection& db, const Granting& one,
                                            pos::Instant now) {
    const auto begun =
        pos::billing::wallet::periods_begun(one.rule.when, one.zone.local(now).date, kRecurringMax);
    std::vector<pos::Date> due;
    if (begun.empty()) return due;
    const std::string prefix = id_prefix(one.rule);
    const auto ids = stored::lot_ids_like(db, one.rule.account, prefix);
    if (!ids) return std::unexpected{database(ids.error())};
    const std::set<std::string> granted{ids->begin(), ids->end()};
    for (const pos::Date day : begun) {
        if (!granted.contains(prefix + to_string(day)) && runs_on(one, day)) due.push_back(day);
    }
    return due;
}

/// When a lot of a period ends, and when what goes on of it does.
struct Lifetime {
    pos::Instant expires{};
    pos::Instant kept_until{};
};
Lifetime lifetime_of(const Granting& one, pos::Date day) {
    if (one.rule.lifetime_days > 0) {
        const auto days = static_cast<std::int32_t>(one.rule.lifetime_days);
        return {one.zone.start_of_day({day.days + days}),
                one.zone.start_of_day({day.days + 2 * days})};
    }
    int index = 0;
    while (pos::billing::wallet::period_of(one.rule.when, index) < day) ++index;
    return {one.zone.start_of_day(pos::billing::wallet::period_of(one.rule.when, index + 1)),
            one.zone.start_of_day(pos::billing::wallet::period_of(one.rule.when, index + 2))};
}

pos::journal::Event lot_of_period(BillingBooks& books, const Granting& one, pos::Date day,
                                  pos::Instant now, pos::Random& random) {
    const StoredRecurrence& rule = one.rule;
    const Lifetime lifetime = lifetime_of(one, day);
    const std::string id = id_prefix(rule) + to_string(day);
    const bool goes_on = rule.rollover > 0;
    if (!rule.unit.empty()) {
        pos::journal::UnitsGranted lot;
        lot.lot = pos::make_ulid(now, random);
        lot.when = books.when(now);
        lot.user = books.user();
        lot.account = rule.account;
        lot.kind = rule.kind;
        lot.unit = rule.unit;
        lot.amount = {rule.amount};
        lot.priority = rule.priority;
        lot.effective = one.zone.start_of_day(day);
        lot.expires = lifetime.expires;
        lot.kept_most = {rule.rollover};
        if (goes_on) lot.kept_until = lifetime.kept_until;
        lot.scope = codes_of(rule.scope);
        lot.external_id = id;
        lot.note = rule.note;
        return lot;
    }
    pos::journal::WalletGranted lot;
    lot.lot = pos::make_ulid(now, random);
    lot.when = books.when(now);
    lot.user = books.user();
    lot.account = rule.account;
    lot.kind = rule.kind;
    lot.amount = {rule.amount, rule.currency};
    lot.priority = rule.priority;
    lot.effective = one.zone.start_of_day(day);
    lot.expires = lifetime.expires;
    lot.rollover_most = {rule.rollover, rule.currency};
    lot.scope = codes_of(rule.scope);
    lot.due_on = {day.days + one.account.terms_days};
    lot.external_id = id;
    lot.note = rule.note;
    return lot;
}

/// Grants what is due by one rule, all of it in one transaction or nothing.
Outcome<std::int64_t> grant_by(BillingBooks& books, const StoredRecurrence& rule, pos::Instant now,
                               pos::Random& random) {
    const auto customer = stored::account_of(*books.db, rule.account);
    if (!customer) return std::unexpected{database(customer.error())};
    if (!*customer) return 0;  // the account is gone
    const auto& account = (*customer)->stored.account;
    const auto zone = pos::locale::Zone::open(account.zone);
    if (!zone) return 0;  // the run that parks the account says so; others get theirs
    Granting one{rule, account, *zone};
    const auto look = [&]() -> Outcome<std::vector<pos::Date>> {
        if (rule.subscription) {
            const std::array ids{rule.account};
            auto all = stored::subscriptions_of(*books.db, ids);
            if (!all) return std::unexpected{database(all.error())};
            const auto found =
                std::ranges::find(*all, *rule.subscription, &stored::StoredSubscription::id);
            if (found != all->end()) one.subscription = std::move(*found);
        }
        return periods_due(*books.db, one, now);
    };
    // Mostly nothing is due, and nobody is held up.
    const auto due = look();
    if (!due) return std::unexpected{due.error()};
    if (due->empty()) return 0;
    return in_transaction(books, [&]() -> Outcome<std::int64_t> {
        const auto still_due = look();
        if (!still_due) return std::unexpected{still_due.error()};
        for (const pos::Date day : *still_due) {
            auto done = books.stream->append(lot_of_period(books, one, day, now, random), now);
            if (!done) return std::unexpected{failure(done.error())};
        }
        if (auto told = pos::store::feed::tell_of_account(*books.db, rule.account); !told) {
            return std::unexpected{database(told.error())};
        }
        return static_cast<std::int64_t>(still_due->size());
    });
}

}  // namespace

std::optional<cycle::Every> every_of(const std::string& word) {
    for (const NamedEvery& one : kRecurringEvery) {
        if (word == one.word) return one.every;
    }
    return std::nullopt;
}

std::string word_of(const cycle::Every& every) {
    for (const NamedEvery& one : kRecurringEvery) {
        if (every == one.every) return one.word;
    }
    return {};
}

Outcome<StoredRecurrence> put_recurring(BillingBooks& books, const NewRecurrence& asked,
                                        pos::Instant now, pos::Random& random) {
    return in_transaction(books, [&]() -> Outcome<StoredRecurrence> {
        auto rule = read_recurring(books, asked, now);
        if (!rule) return rule;
        rule->rule = id_of_once(asked.once).value_or(pos::make_ulid(now, random));
        const auto before = stored::recurrence_of(*books.db, rule->rule);
        if (!before) return std::unexpected{database(before.error())};
        if (*before) return **before;
        if (auto put = stored::put_recurrence(*books.db, *rule); !put) {
            return std::unexpected{database(put.error())};
        }
        auto noted = note_change(books, "recurring credit of " + asked.account, "",
                                 said_amount(*rule) + " each " + asked.every, now);
        if (!noted) return std::unexpected{noted.error()};
        return rule;
    });
}

Outcome<pos::Date> end_recurring(BillingBooks& books, const std::string& rule,
                                 const std::string& on, pos::Instant now) {
    const auto id = pos::parse_ulid(rule);
    return in_transaction(books, [&]() -> Outcome<pos::Date> {
        const auto found = id ? stored::recurrence_of(*books.db, *id)
                              : pos::store::db::Result<std::optional<StoredRecurrence>>{};
        if (!found) return std::unexpected{database(found.error())};
        if (!*found) {
            return refuse(Why::other, "no_recurring", "There is no such rule of credit.");
        }
        pos::Date day{books.office.zone.local(now).date.days + 1};
        if (!on.empty()) {
            const auto read = pos::parse_date(on);
            if (!read) return misuse(Why::no_day, on, on + " is no day, such as 2026-12-01.");
            day = *read;
        }
        const auto& until = (*found)->when.until;
        if (until && *until <= day) {
            return refuse(Why::other, "recurring_ended", "That rule has ended by then already.");
        }
        if (auto ended = stored::end_recurrence(*books.db, *id, day); !ended) {
            return std::unexpected{database(ended.error())};
        }
        auto noted = note_change(books, "recurring credit " + rule, said_amount(**found),
                                 "until " + to_string(day), now);
        if (!noted) return std::unexpected{noted.error()};
        return day;
    });
}

Outcome<std::int64_t> grant_recurring(BillingBooks& books, std::optional<pos::Ulid> account,
                                      pos::Instant now, pos::Random& random) {
    const auto rules = stored::recurrences(*books.db, account);
    if (!rules) return std::unexpected{database(rules.error())};
    std::int64_t granted = 0;
    for (const StoredRecurrence& rule : *rules) {
        const auto some = grant_by(books, rule, now, random);
        if (!some) return some;
        granted += *some;
    }
    return granted;
}

Outcome<bool> has_recurring(pos::store::db::Connection& db) {
    const auto any = db.value<std::int64_t>("SELECT 1 FROM wallet_recurrence LIMIT 1");
    if (!any) return std::unexpected{database(any.error())};
    return any->has_value();
}

}  // namespace app::core::billing
