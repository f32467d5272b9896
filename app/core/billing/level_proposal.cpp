// What level payments would pay for a term, and whether those that are agreed will.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>

#include "app/core/billing/in_transaction.hpp"
#include "app/core/billing/levels.hpp"
#include "app/core/billing/prepare.hpp"
#include "app/core/billing/prepare_level.hpp"
#include "app/core/billing/stored_plans.hpp"
#include "app/core/billing/try_plan.hpp"
#include "app/core/billing/whose.hpp"
#include "pos/billing/cycle/schedule.hpp"
#include "pos/money/decimal.hpp"
#include "pos/store/billing/customers.hpp"
#include "pos/store/billing/subscriptions.hpp"

namespace app::core::billing {

namespace {

namespace level_rules = pos::billing::level;
namespace stored = pos::store::billing;
using pos::billing::plan::Act;
using pos::billing::plan::Plan;

/// Of less nobody can tell what a year comes to.
constexpr std::int32_t kLeastDays = 28;
constexpr std::int32_t kYearDays = 365;
constexpr unsigned kYearMonths = 12;
constexpr std::int64_t kUsedAYearMax = 1'000'000'000;

/// One whole unit of a currency: 1.00.
std::int64_t unit_of(pos::Currency currency) {
    std::int64_t minor = 1;
    for (int i = 0; i < currency.exponent; ++i) minor *= 10;
    return minor;
}

/// The plan that a subscription has; none where it is over or never began.
const Plan* plan_now(const pos::billing::plan::Subscription& subscription, pos::Instant now) {
    const Plan* has = nullptr;
    for (const auto& action : subscription.actions) {
        if (has != nullptr && action.at > now) break;
        if (action.act == Act::cancelled) return nullptr;
        if (action.plan != nullptr) has = action.plan;
    }
    return has;
}

/// What of a year's usage is a month's, so that twelve of them come to all of it.
std::string month_of_year(std::int64_t millionths, unsigned month) {
    const auto until = [&](unsigned months) { return millionths * months / kYearMonths; };
    const pos::Wide part{until(month) - until(month - 1)};
    return to_string(pos::Exact{part * (pos::kExactScale / pos::kQuantityScale)});
}

/// What twelve months come to by the plans of an account, behind the fees of its beginning.
class ExpectedYear {
public:
    ExpectedYear(pos::store::db::Connection& db, const ShopState& office,
                 const LevelQuestion& asked, pos::Instant now)
        : db_{db}, office_{office}, asked_{asked}, now_{now} {}

    Outcome<std::int64_t> year_minor(const pos::customer::Account& account) {
        if (auto read = read_usage(); !read) return std::unexpected{read.error()};
        std::vector<pos::Ulid> ids{account.id};
        const auto others = stored::paid_by(db_, ids);
        if (!others) return std::unexpected{database(others.error())};
        for (const auto& one : *others) ids.push_back(one.stored.account.id);
        const auto subscriptions = stored::subscriptions_of(db_, ids);
        if (!subscriptions) return std::unexpected{database(subscriptions.error())};
        std::int64_t sum = 0;
        for (const auto& one : *subscriptions) {
            const auto with_plans = with_its_plans(db_, one, plans_);
            if (!with_plans) return std::unexpected{with_plans.error()};
            const Plan* plan = plan_now(*with_plans, now_);
            if (plan == nullptr) continue;
            const auto year = year_of(*plan, account.tax);
            if (!year) return year;
            sum += *year;
        }
        if (counted_.size() < used_.size()) {
            return misuse(Why::other, "level_usage", "No plan of the account counts that.");
        }
        return sum;
    }

private:
    Outcome<void> read_usage() {
        for (const auto& [meter, text] : asked_.used) {
            const auto scaled = pos::parse_decimal(text, 6);
            if (!scaled || *scaled < 0 || *scaled > kUsedAYearMax * pos::kQuantityScale) {
                return misuse(
                    Why::no_figure, text,
                    fmt::format("\"{}\" of {} is no quantity, such as 3500.", text, meter));
            }
            used_[meter] = *scaled;
        }
        return {};
    }

    Outcome<std::int64_t> year_of(const Plan& plan, pos::customer::TaxProfile tax) {
        const auto counted = counted_by(plan);
        for (const auto& [meter, unit] : counted) {
            if (!used_.contains(meter)) {
                return misuse(Why::other, "level_usage",
                              fmt::format("Say how much {} is used a year.", meter));
            }
            if (!counted_.insert(meter).second) {
                return misuse(Why::other, "level_usage",
                              fmt::format("Several subscriptions of the account count {}.", meter));
            }
        }
        const bool bears_tax = tax == pos::customer::TaxProfile::domestic;
        const auto missing = committed_of(plan, counted, bears_tax);
        if (!missing) return missing;
        std::int64_t sum = *missing;
        for (unsigned month = 1; month <= kYearMonths; ++month) {
            SampleMonth sample{.used = {}, .month = month + 1};
            for (const auto& [meter, unit] : counted) {
                sample.used[meter] = month_of_year(used_[meter], month);
            }
            const auto tried = try_sample(office_, plan, sample, now_);
            if (!tried) return std::unexpected{tried.error()};
            if (!tried->then) continue;
            sum += (bears_tax ? tried->then->payable : tried->then->net).minor;
        }
        return sum;
    }

    /// What is missing to commitments for more than a month, which no month alone knows.
    Outcome<std::int64_t> committed_of(const Plan& plan,
                                       const std::map<std::string, std::string>& counted,
                                       bool bears_tax) const {
        SampleYear sample;
        for (const auto& [meter, unit] : counted) sample.used[meter] = {used_.at(meter)};
        const auto tried = try_commitments(office_, plan, sample, now_);
        if (!tried) return std::unexpected{tried.error()};
        if (!tried->then) return std::int64_t{0};
        std::int64_t sum = 0;
        for (const auto& line : tried->then->lines) {
            // Of each term the days that are within the year.
            const auto from = std::max(line.from, tried->from);
            const auto to = std::min(line.to, tried->to);
            if (to <= from) continue;
            const std::int64_t minor = line.net.minor + (bears_tax ? line.tax.minor : 0);
            sum += level_rules::scaled({minor, line.to.days - line.from.days}, to.days - from.days);
        }
        return sum;
    }

    pos::store::db::Connection& db_;
    const ShopState& office_;
    const LevelQuestion& asked_;
    pos::Instant now_;
    KnownPlans plans_;
    std::map<std::string, std::int64_t> used_;  // a year, in millionths
    std::set<std::string> counted_;             // of these, by some plan
};

Outcome<level_rules::Term> term_asked(const LevelQuestion& asked) {
    const level_rules::Term term{
        {}, asked.months, asked.payments == 0 ? asked.months : asked.payments, 1};
    if (in_range(term)) return term;
    return misuse(Why::other, "level_term",
                  fmt::format("A term has 1 to {} months, and no more payments than months.",
                              level_rules::kMonthsMax));
}

/// What a bill comes to, line by line, with tax.
std::vector<level_rules::Spent> spent_of(const pos::journal::DocumentIssued& bill) {
    std::vector<level_rules::Spent> spent;
    for (const auto& line : bill.lines) {
        spent.push_back({line.from, line.to, line.net.minor + line.tax.minor});
    }
    return spent;
}

}  // namespace

Outcome<LevelProposal> propose_level(pos::store::db::Connection& db, const ShopState& office,
                                     const LevelQuestion& asked, pos::Instant now) {
    const auto customer = find_account(db, asked.account);
    if (!customer) return std::unexpected{customer.error()};
    const auto& account = customer->stored.account;
    const auto term = term_asked(asked);
    if (!term) return std::unexpected{term.error()};
    const auto step = pos::parse_money(asked.step.empty() ? "1" : asked.step, account.currency);
    if (!step || step->minor <= 0 || step->minor > level_rules::kAmountMax) {
        return misuse(Why::no_amount, asked.step,
                      "\"" + asked.step + "\" is no step above zero, such as 1.00.");
    }
    LevelProposal proposal;
    level_rules::Cost cost{0, kYearDays};
    std::int32_t year_days = kYearDays;
    if (!asked.used.empty()) {
        const auto year = ExpectedYear{db, office, asked, now}.year_minor(account);
        if (!year) return std::unexpected{year.error()};
        cost.minor = *year;
    } else {
        const pos::Date today = office.zone.local(now).date;
        const pos::Date year_ago = pos::billing::cycle::shift(today, {}, -12);
        const auto billed = stored::billed_within(db, account.id, year_ago, today);
        if (!billed) return std::unexpected{database(billed.error())};
        const auto within = level_rules::cost_within(*billed, year_ago, today);
        if (!within || within->cost.days < kLeastDays) {
            return refuse(Why::other, "level_nothing_billed",
                          "Account " + asked.account +
                              " was billed less than four weeks within the last year: say what is "
                              "used a year, --usage kwh=3500.");
        }
        proposal.from = within->from;
        proposal.to = within->to;
        cost = within->cost;
        year_days = today.days - year_ago.days;
    }
    const auto payment = level_rules::proposed(cost, year_days, *term, step->minor);
    if (!payment) {
        return refuse(Why::other, "level_nothing_due",
                      "A term comes to nothing, or to more than can be asked for.");
    }
    proposal.payment = {*payment, account.currency};
    proposal.year = {level_rules::scaled(cost, year_days), account.currency};
    return proposal;
}

Outcome<std::optional<LevelReview>> review_level(pos::store::db::Connection& db,
                                                 const ShopState& office, const std::string& number,
                                                 unsigned percent, pos::Instant now) {
    const auto customer = find_account(db, number);
    if (!customer) return std::unexpected{customer.error()};
    const auto& account = customer->stored.account;
    const std::array ids{account.id};
    const auto levels = stored::levels_among(db, ids);
    if (!levels) return std::unexpected{database(levels.error())};
    if (levels->empty()) return std::optional<LevelReview>{};
    const auto& level = levels->begin()->second;
    Billing billing{office.taxes, office.settings.policy.tax_scope, office.zone.local(now).date};
    billing.as_if_settled = true;
    const auto prepared = Preparer{db, billing}.prepare(ids);
    if (!prepared) return std::unexpected{failure(prepared.error())};
    if (prepared->empty()) return std::optional<LevelReview>{};
    const Prepared& bill = prepared->front();
    if (!bill.fault.empty()) return refuse(bill.fault);
    if (!bill.document) return std::optional<LevelReview>{};
    // What belongs to the time before the term is paid apart from it.
    const auto within =
        level_rules::cost_within(spent_of(*bill.document), level.starts_on, billing.as_of);
    if (!within) return std::optional<LevelReview>{};

    const auto rules = rules_of(level);
    const auto payments = level_rules::schedule(rules.term);
    LevelReview review{.account = number};
    const auto money = [&](std::int64_t minor) { return pos::Money{minor, account.currency}; };
    std::int64_t agreed = 0;
    std::int64_t asked = 0;
    std::optional<std::int64_t> next;
    for (const auto& payment : payments) {
        if (payment.due >= level.ends_on) continue;
        const std::int64_t minor = level_rules::amount_on(rules.amounts, payment.due);
        agreed += minor;
        if (std::ranges::find(rules.asked, payment.position) != rules.asked.end()) {
            asked += minor;
            continue;
        }
        ++review.left;
        if (!next) next = minor;
    }
    const std::int32_t days = level.ends_on.days - level.starts_on.days;
    const std::int64_t expected = level_rules::scaled(within->cost, std::max(days, 0));
    review.agreed = money(agreed);
    review.expected = money(expected);
    review.payment = money(next.value_or(0));
    review.proposed = money(0);
    if (review.left > 0) {
        const auto rest =
            level_rules::proposed_rest(expected, asked, review.left, unit_of(account.currency));
        review.proposed = money(rest.value_or(0));
    }
    review.differs = level_rules::differs(agreed, expected, percent);
    return std::optional{review};
}

}  // namespace app::core::billing
