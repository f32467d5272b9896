#include "app/core/billing/try_plan.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <functional>

#include "app/core/billing/causes.hpp"
#include "app/core/billing/charge_usage.hpp"
#include "app/core/billing/document.hpp"
#include "app/core/billing/in_transaction.hpp"
#include "app/core/billing/plan_file.hpp"
#include "app/core/billing/stored_plans.hpp"
#include "app/core/billing/whose.hpp"
#include "pos/billing/bill/propose.hpp"
#include "pos/billing/cycle/schedule.hpp"
#include "pos/money/decimal.hpp"
#include "pos/money/rounding.hpp"
#include "pos/store/billing/customers.hpp"
#include "pos/store/billing/subscriptions.hpp"

namespace app::core::billing {

namespace {

namespace bill = pos::billing::bill;
namespace plan = pos::billing::plan;
namespace stored = pos::store::billing;

constexpr pos::billing::cycle::Every kOneMonth{};
constexpr unsigned kMonthsMax = 120;
/// So far ahead periods may end that begin in the month: a year is the longest.
constexpr int kMonthsAhead = 13;
constexpr std::int64_t kHourMs = 3'600'000;
constexpr std::int64_t kUsedMax = 1'000'000'000;

struct Month {
    pos::Date from{};
    pos::Date to{};
    bool has(pos::Date day) const { return day >= from && day < to; }
};

pos::Date first_of_month(pos::Date day) {
    return {day.days - static_cast<std::int32_t>(split(day).day) + 1};
}
Month month_from(pos::Date first) {
    return {first, pos::billing::cycle::shift(first, kOneMonth, 1)};
}

/// Whose month it is, and how it is taxed.
struct BilledBy {
    const pos::locale::Zone& zone;
    unsigned bill_day{1};
    Taxing taxing;
};

/// Those of the items that somebody wants, as a document; nothing where they come to nothing.
Outcome<std::optional<pos::journal::DocumentIssued>> bill_some(
    const plan::Subscription& subscription, pos::Date up_to, const BilledBy& by,
    const bill::Metered& metered, const std::function<bool(const bill::Item&)>& wanted) {
    const bill::Situation situation{by.zone, by.bill_day, {&subscription, 1}, {}, up_to};
    const auto proposed = bill::propose(situation, metered);
    if (!proposed) {
        return refuse(bad_line_words(proposed.error()));
    }
    std::vector<LineToBill> lines;
    for (const bill::Item& item : proposed->items) {
        if (!wanted(item)) continue;
        lines.push_back(
            {item, {}, subscription.number, tax_date_of(*item.charge, item.from, item.to), {}});
    }
    const bool any = std::ranges::any_of(
        lines, [](const LineToBill& line) { return line.item.amount != pos::Exact{}; });
    if (!any) return std::optional<pos::journal::DocumentIssued>{};
    const pos::Currency currency = subscription.actions.front().plan->currency;
    auto drafted = draft_document(lines, currency, by.taxing);
    if (!drafted) return refuse(drafted.error());
    return std::optional{std::move(*drafted)};
}

/// What begins in the month.
Outcome<std::optional<pos::journal::DocumentIssued>> bill_month(
    const plan::Subscription& subscription, const Month& month, const BilledBy& by,
    const bill::Metered& metered) {
    return bill_some(
        subscription, pos::billing::cycle::shift(month.to, kOneMonth, kMonthsAhead), by,
        [&](const bill::UsageQuestion& asked) -> std::expected<pos::billing::Usage, std::string> {
            if (!month.has(by.zone.local(asked.from).date)) return pos::billing::Usage{};
            return metered(asked);
        },
        [&](const bill::Item& item) {
            // What is missing to a longer term is not known by what one month used.
            const bool longer = item.kind == bill::ItemKind::committed && item.to > month.to;
            return month.has(item.from) && !longer;
        });
}

/// So much spread over the time that is asked about, hour by hour.
///
/// Where destinations say what a call costs, all of them go to the first: nobody said where.
std::vector<stored::UsedOnce> spread(pos::Quantity quantity, const bill::UsageQuestion& asked) {
    if (quantity.millionths == 0) return {};
    const auto [from, to] = std::pair{asked.from, asked.to};
    const auto& calls = asked.charge.calls;
    const std::string where = calls && !calls->deck.empty() ? calls->deck.front().prefix : "";
    const std::int64_t hours = std::max<std::int64_t>((to.unix_ms - from.unix_ms) / kHourMs, 1);
    std::vector<stored::UsedOnce> records;
    std::int64_t left = quantity.millionths;
    for (std::int64_t i = 0; i < hours; ++i) {
        const std::int64_t share = left / (hours - i);
        left -= share;
        records.push_back({.subscription = {},
                           .meter = {},
                           .at = {from.unix_ms + i * kHourMs},
                           .quantity = {share},
                           .to = where});
    }
    return records;
}

Outcome<std::map<std::string, pos::Quantity>> quantities(const SampleMonth& sample) {
    std::map<std::string, pos::Quantity> read;
    for (const auto& [meter, text] : sample.used) {
        const auto scaled = pos::parse_decimal(text.empty() ? "0" : text, 6);
        if (!scaled || *scaled < 0 || *scaled > kUsedMax * 1'000'000) {
            return misuse(Why::no_figure, text,
                          fmt::format("\"{}\" of {} is no quantity, such as 250.", text, meter));
        }
        read[meter] = pos::Quantity{*scaled};
    }
    return read;
}

std::expected<pos::billing::Usage, std::string> sample_usage(
    const bill::UsageQuestion& asked, const std::map<std::string, pos::Quantity>& used,
    const pos::locale::Zone& zone) {
    const auto found = used.find(asked.charge.meter);
    const pos::Quantity quantity = found == used.end() ? pos::Quantity{} : found->second;
    if (asked.charge.calls || asked.charge.times) {
        return usage_of(asked.charge, spread(quantity, asked), {zone.local(asked.from).date, {}},
                        zone);
    }
    pos::billing::Usage usage;
    usage.quantity = {pos::Wide{quantity.millionths} * (pos::kExactScale / 1'000'000)};
    if (usage.quantity != pos::Exact{}) {
        usage.events.push_back(usage.quantity);
        usage.readings.push_back(usage.quantity);
    }
    return usage;
}

/// What of a year's usage a period uses: by its months, and by its days where it has no whole one.
pos::Quantity part_of_year(pos::Quantity year, pos::Date from, pos::Date to) {
    const auto first = split(from);
    const auto end = split(to);
    const std::int64_t months =
        12 * (std::int64_t{end.year} - first.year) + end.month - std::int64_t{first.month};
    const bool whole = months > 0 && first.day == end.day;
    const pos::Wide part = whole ? pos::Wide{months} : pos::Wide{to.days - from.days};
    return {pos::divide(pos::Wide{year.millionths} * part, pos::Wide{whole ? 12 : 365},
                        pos::RoundingMode::half_away)};
}

bool has_commitment(const plan::Plan& plan) {
    return std::ranges::any_of(plan.phases, [](const plan::Phase& phase) {
        return std::ranges::any_of(phase.charges, [](const plan::PlanCharge& charge) {
            return charge.commits.has_value();
        });
    });
}

/// As if it had begun with another plan.
void begin_with(const plan::Plan& plan, plan::Subscription& subscription) {
    std::erase_if(subscription.actions, [](const plan::Action& action) {
        return action.act == plan::Act::changed || action.act == plan::Act::repriced;
    });
    subscription.actions.front().plan = &plan;
    subscription.actions.front().phases_from = plan.phases_from;
}

/// The one that it has before an instant, or begins with.
const plan::Plan& plan_before(const plan::Subscription& subscription, pos::Instant before) {
    const plan::Plan* last = subscription.actions.front().plan;
    for (const plan::Action& action : subscription.actions) {
        if (action.plan != nullptr && action.at < before) last = action.plan;
    }
    return *last;
}

Outcome<Month> month_of(const std::string& text, pos::Date today) {
    if (text.empty()) {
        return month_from(pos::billing::cycle::shift(first_of_month(today), kOneMonth, -1));
    }
    const auto day = pos::parse_date(text + "-01");
    if (!day || text.size() != 7) {
        return misuse(Why::no_day, text, text + " is no month, such as 2026-11.");
    }
    return month_from(*day);
}

/// What each subscription has used.
bill::Metered metered_by(pos::store::db::Connection& db, const pos::locale::Zone& zone) {
    return [&db, &zone](const bill::UsageQuestion& asked)
               -> std::expected<pos::billing::Usage, std::string> {
        const auto before = used_before(db, asked.subscription.id, asked.charge, asked.from, zone);
        const auto used = stored::usage_between(db, asked.subscription.id, asked.charge.meter,
                                                asked.from, asked.to);
        if (!before || !used) return std::unexpected{std::string{"its usage could not be read"}};
        return usage_of(asked.charge, *used, *before, zone);
    };
}

/// In how many months every period of a plan begins at least once.
int months_of(const plan::Plan& plan) {
    int longest = 1;
    for (const plan::Phase& phase : plan.phases) {
        for (const plan::PlanCharge& charge : phase.charges) {
            if (charge.is_one_time()) continue;
            const bool months = charge.every.unit == pos::billing::cycle::Unit::month;
            const bool years = charge.every.unit == pos::billing::cycle::Unit::year;
            if (months) longest = std::max(longest, std::min(charge.every.count, 12));
            if (years) longest = 12;
        }
    }
    return longest;
}

}  // namespace

std::map<std::string, std::string> counted_by(const plan::Plan& plan) {
    std::map<std::string, std::string> counted;
    for (const auto& phase : plan.phases) {
        for (const auto& charge : phase.charges) {
            if (charge.is_usage()) counted.try_emplace(charge.meter, charge.unit);
        }
    }
    return counted;
}

Outcome<PlanTried> try_sample(const ShopState& office, const plan::Plan& plan,
                              const SampleMonth& sample, pos::Instant now) {
    if (sample.month < 1 || sample.month > kMonthsMax) {
        return misuse(Why::no_count, std::to_string(sample.month),
                      fmt::format("The month since the start is from 1 to {}.", kMonthsMax));
    }
    const auto used = quantities(sample);
    if (!used) return std::unexpected{used.error()};
    const pos::Date first = first_of_month(office.zone.local(now).date);
    const Month month = month_from(first);
    const pos::Date start =
        pos::billing::cycle::shift(first, kOneMonth, 1 - static_cast<int>(sample.month));
    plan::Subscription made_up{.id = {}, .number = {}, .bundle_start = {}, .actions = {}};
    made_up.actions.push_back(
        {plan::Act::started, office.zone.start_of_day(start), &plan, plan.phases_from, 0});
    const BilledBy by{
        office.zone,
        1,
        {office.taxes, office.settings.policy.tax_scope, pos::customer::TaxProfile::domestic}};
    auto then = bill_month(made_up, month, by, [&](const bill::UsageQuestion& asked) {
        return sample_usage(asked, *used, office.zone);
    });
    if (!then) return std::unexpected{then.error()};
    PlanTried tried{.subscription = {}, .plan = {}, .from = month.from, .to = month.to};
    tried.then = std::move(*then);
    return tried;
}

Outcome<PlanTried> try_commitments(const ShopState& office, const plan::Plan& plan,
                                   const SampleYear& sample, pos::Instant now) {
    const pos::Date first = first_of_month(office.zone.local(now).date);
    PlanTried tried{.subscription = {}, .plan = {}, .from = first, .to = {}};
    tried.to = pos::billing::cycle::shift(first, kOneMonth, 12);
    if (!has_commitment(plan)) return tried;
    const pos::Date start = pos::billing::cycle::shift(first, kOneMonth, -1);
    plan::Subscription made_up{.id = {}, .number = {}, .bundle_start = {}, .actions = {}};
    made_up.actions.push_back(
        {plan::Act::started, office.zone.start_of_day(start), &plan, plan.phases_from, 0});
    const BilledBy by{
        office.zone,
        1,
        {office.taxes, office.settings.policy.tax_scope, pos::customer::TaxProfile::domestic}};
    auto then = bill_some(
        made_up, pos::billing::cycle::shift(tried.to, kOneMonth, kMonthsAhead), by,
        [&](const bill::UsageQuestion& asked) -> std::expected<pos::billing::Usage, std::string> {
            const auto found = sample.used.find(asked.charge.meter);
            if (found == sample.used.end()) return pos::billing::Usage{};
            const auto part = part_of_year(found->second, office.zone.local(asked.from).date,
                                           office.zone.local(asked.to).date);
            return sample_usage(asked, {{asked.charge.meter, part}}, office.zone);
        },
        [&](const bill::Item& item) {
            // A term within a month is known by that month.
            return item.kind == bill::ItemKind::committed && item.from < tried.to &&
                   item.to > tried.from && item.to > month_from(first_of_month(item.from)).to;
        });
    if (!then) return std::unexpected{then.error()};
    tried.then = std::move(*then);
    return tried;
}

Outcome<PlanTried> try_on(pos::store::db::Connection& db, const ShopState& office,
                          const plan::Plan& plan, const std::string& subscription,
                          const std::string& month_text, pos::Instant now) {
    const auto found = stored::subscription_of_number(db, subscription);
    if (!found) return std::unexpected{database(found.error())};
    if (!*found || (*found)->acts.empty()) {
        return refuse(Why::other, "no_subscription",
                      "No subscription has the number " + subscription + ".");
    }
    const auto own = stored::account_of(db, (*found)->account);
    if (!own) return std::unexpected{database(own.error())};
    if (!*own) return refuse("Its account is gone.");
    const auto& account = (*own)->stored.account;
    if (account.currency != plan.currency) {
        return refuse(Why::other, "plan_currency",
                      fmt::format("Plan {} is in another currency than the account.", plan.code));
    }
    const auto zone = pos::locale::Zone::open(account.zone);
    if (!zone) return refuse("The zone " + account.zone + " is unknown.");
    const auto month = month_of(month_text, zone->local(now).date);
    if (!month) return std::unexpected{month.error()};
    KnownPlans plans;
    auto all = with_its_account(db, **found, *zone, plans);
    if (!all) return std::unexpected{all.error()};
    auto profile = account.tax;
    if (account.payer) {
        const auto payer = stored::account_of(db, *account.payer);
        if (!payer) return std::unexpected{database(payer.error())};
        if (*payer) profile = (*payer)->stored.account.tax;
    }
    BilledBy by{*zone,
                bill_day_of(account, *all, *zone),
                {office.taxes, office.settings.policy.tax_scope, profile}};
    const auto metered = metered_by(db, *zone);
    const plan::Plan& has = plan_before(all->one(), zone->start_of_day(month->to));
    PlanTried tried{.subscription = subscription,
                    .plan = has.code,
                    .version = has.version,
                    .from = month->from,
                    .to = month->to};
    auto is = bill_month(all->one(), *month, by, metered);
    if (!is) return std::unexpected{is.error()};
    tried.now = std::move(*is);
    begin_with(plan, all->one());
    by.bill_day =
        bill_day_of(account, *all, *zone);  // that of the first phase which costs something
    auto then = bill_month(all->one(), *month, by, metered);
    if (!then) return std::unexpected{then.error()};
    tried.then = std::move(*then);
    return tried;
}

Outcome<PlanTried> try_version(pos::store::db::Connection& db, const ShopState& office,
                               const VersionQuestion& asked, pos::Instant now) {
    const pos::Date to = first_of_month(asked.zone.local(now).date);
    const int months = std::max(months_of(asked.has), months_of(asked.then));
    const Month window{pos::billing::cycle::shift(to, kOneMonth, -months), to};
    const BilledBy by{asked.zone,
                      bill_day_of(asked.account, asked.subscriptions, asked.zone),
                      {office.taxes, office.settings.policy.tax_scope, asked.profile}};
    const auto metered = metered_by(db, asked.zone);
    const plan::Subscription& one = asked.subscriptions.one();
    PlanTried tried{.subscription = one.number,
                    .plan = asked.has.code,
                    .version = asked.has.version,
                    .from = window.from,
                    .to = window.to};
    auto is = bill_month(one, window, by, metered);
    if (!is) return std::unexpected{is.error()};
    tried.now = std::move(*is);
    plan::Subscription other = one;
    for (plan::Action& action : other.actions) {
        if (action.plan == &asked.has) action.plan = &asked.then;
    }
    auto then = bill_month(other, window, by, metered);
    if (!then) return std::unexpected{then.error()};
    tried.then = std::move(*then);
    return tried;
}

}  // namespace app::core::billing
