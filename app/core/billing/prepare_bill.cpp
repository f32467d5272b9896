#include "app/core/billing/prepare_bill.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "app/core/billing/causes.hpp"
#include "app/core/billing/prepare.hpp"
#include "pos/billing/bill/propose.hpp"
#include "pos/money/decimal.hpp"

namespace app::core::billing {

namespace {

namespace stored = pos::store::billing;
namespace bill = pos::billing::bill;
namespace plan = pos::billing::plan;

/// What is noted already and stays so is neither taken away nor put down again: of whoever never
/// has to pay, that is each day since the first.
void leave_what_stays(UsageLookedAt& usage) {
    std::ranges::sort(usage.unwritten);
    const auto twice = std::ranges::unique(usage.unwritten);  // by charges of one meter
    usage.unwritten.erase(twice.begin(), twice.end());
    std::vector<pos::Instant> gone;
    std::vector<pos::Instant> fresh;
    std::ranges::set_difference(usage.late, usage.unwritten, std::back_inserter(gone));
    std::ranges::set_difference(usage.unwritten, usage.late, std::back_inserter(fresh));
    usage.late = std::move(gone);
    usage.unwritten = std::move(fresh);
}

}  // namespace

OneBill::OneBill(pos::store::db::Connection& db, const Billing& billing, BillFacts& facts,
                 Prepared& prepared, PlanOf plan_of)
    : billing_{billing},
      with_counters_{facts.with_counters},
      coupons_{facts.coupons},
      prepared_{prepared},
      plan_of_{std::move(plan_of)},
      usage_{db, facts.usage, prepared},
      readings_{db} {}

bool OneBill::add(const stored::Customer& whose, pos::Currency currency,
                  std::span<const stored::StoredSubscription> subscriptions,
                  std::span<const stored::StoredItem> items,
                  std::span<const stored::StoredUnitLot> units) {
    const auto zone = pos::locale::Zone::open(whose.stored.account.zone);
    if (!zone) return fail(say(causes::kNoZone, fmt::arg("zone", whose.stored.account.zone)));
    zone_ = &*zone;
    subscriptions_.clear();
    numbers_.clear();
    for (const auto& one : subscriptions) {
        if (!add_subscription(one, subscriptions, currency)) return false;
    }
    if (subscriptions_.empty()) return true;
    usage_.turn_to(*zone_, units);
    billed_.clear();
    for (const auto& item : items) {
        if (!add_item(item)) return false;
    }
    const bool leaves = billing_.leaving == whose.stored.account.id;
    const int grace_days = leaves ? 0 : whose.stored.account.grace_days;
    pos::Date up_to{billing_.as_of.days - grace_days};
    if (before_) up_to = std::min(up_to, *before_);
    bill::Situation now{*zone_, whose.stored.account.bill_day, subscriptions_, billed_, up_to};
    now.early = billing_.early && !before_;
    now.before = before_;
    for (const plan::Subscription& one : subscriptions_) {
        const auto coupons = coupons_.find(one.id);
        if (coupons != coupons_.end()) now.coupons.insert(*coupons);
    }
    auto proposed = bill::propose(now, [&](const auto& asked) { return usage_.of(asked); });
    if (!proposed) return fail(bad_line_words(proposed.error()));
    if (proposed->next && (!before_ || *proposed->next <= *before_)) {
        const pos::Date due{proposed->next->days + whose.stored.account.grace_days};
        prepared_.next_bill = std::min(prepared_.next_bill.value_or(due), due);
    }
    for (bill::Item& item : proposed->items) {
        const pos::Date on = tax_date(item);
        const std::string& number = numbers_.at(item.key.subscription);
        auto readings = readings_of(item);
        if (!readings) return fail(say(causes::kNoReadings));
        usage_.note_units(item, whose.stored.account.id, lines_.size());
        lines_.push_back(
            {std::move(item), whose.stored.account.id, number, on, std::move(*readings)});
    }
    return true;
}

bool OneBill::finish(const stored::Customer& payer) {
    // A coupon that takes everything off leaves a bill of nothing, which says so; so does what
    // units have paid ahead.
    const bool any = std::ranges::any_of(lines_, [](const LineToBill& line) {
        return line.item.amount != pos::Exact{} || !line.item.coupons.empty() || line.item.units;
    });
    keep_unwritten(!any);
    if (!any) return true;
    auto drafted = draft_document(lines_, payer.stored.account.currency,
                                  {billing_.taxes, billing_.scope, payer.stored.account.tax});
    if (!drafted) return fail(std::move(drafted.error()));
    prepared_.document = std::move(*drafted);
    return note_coupons(payer.stored.account.currency);
}

/// What was used and is on no document, since nothing is to be paid, stays to be told of: the
/// next bill of the account has it.
void OneBill::keep_unwritten(bool is_nothing) {
    for (UsageLookedAt& usage : prepared_.usage) {
        const bool has_line = std::ranges::any_of(lines_, [&](const LineToBill& line) {
            const bill::Item& item = line.item;
            return item.kind == bill::ItemKind::usage && item.quantity != pos::Exact{} &&
                   item.key.subscription == usage.subscription && item.charge->meter == usage.meter;
        });
        if (!is_nothing || !has_line) usage.unwritten.clear();
        leave_what_stays(usage);
    }
}

bool OneBill::note_coupons(pos::Currency currency) {
    for (std::size_t line = 0; line < lines_.size(); ++line) {
        for (const bill::CouponTaken& taken : lines_[line].item.coupons) {
            const auto amount = pos::rounded(taken.amount, currency, pos::RoundingMode::half_away);
            if (!amount) return fail(say(causes::kBillTooLarge));
            if (amount->minor == 0) continue;
            prepared_.coupons.push_back({line, taken.redemption, taken.period, *amount});
        }
    }
    return true;
}

bool OneBill::fail(std::string why) {
    prepared_.fault = std::move(why);
    return false;
}

bool OneBill::add_subscription(const stored::StoredSubscription& from,
                               std::span<const stored::StoredSubscription> all,
                               pos::Currency currency) {
    plan::Subscription& to = subscriptions_.emplace_back();
    to.id = from.id;
    to.number = from.number;
    numbers_[from.id] = from.number;
    prepared_.subscriptions.push_back(from.id);
    for (const stored::StoredAct& act : from.acts) {
        plan::Action action{act.act, act.at, nullptr, act.phases_from, act.anchor_day};
        if (!act.plan.empty()) {
            const auto found = plan_of_(act.plan, act.version);
            if (!found) return fail(say(causes::kNoPlan, fmt::arg("plan", act.plan)));
            action.plan = *found;
            if (!action.plan) {
                return fail(say(causes::kOddPlan, fmt::arg("plan", act.plan),
                                fmt::arg("version", act.version)));
            }
            if (action.plan->currency != currency) {
                return fail(say(causes::kPlanCurrency, fmt::arg("plan", act.plan),
                                fmt::arg("currency", code_of(action.plan->currency)),
                                fmt::arg("other", code_of(currency))));
            }
        }
        to.actions.push_back(action);
    }
    if (to.actions.empty()) {
        return fail(say(causes::kNeverBegan, fmt::arg("subscription", from.number)));
    }
    if (!from.base) return true;
    const auto base = std::ranges::find(all, *from.base, &stored::StoredSubscription::id);
    if (base != all.end() && !base->acts.empty()) {
        to.bundle_start = zone_->local(base->acts.front().at).date;
    }
    return true;
}

bool OneBill::add_item(const stored::StoredItem& from) {
    bill::Billed& to = billed_.emplace_back();
    to.id = from.id;
    to.kind = from.kind;
    to.key = from.key;
    to.from = from.from;
    to.to = from.to;
    to.revision = from.revision;
    to.of = from.of;
    if (const auto quantity = pos::parse_exact(from.quantity)) to.quantity = *quantity;
    const auto found = plan_of_(from.key.plan, from.key.version);
    if (!found) return fail(say(causes::kNoPlan, fmt::arg("plan", from.key.plan)));
    if (*found && from.key.phase < (*found)->phases.size()) {
        const auto& charges = (*found)->phases[from.key.phase].charges;
        const auto charge = std::ranges::find(charges, from.key.charge, &plan::PlanCharge::code);
        if (charge != charges.end()) to.charge = &*charge;
    }
    // In the terms of the charge's price.
    const bool with_tax = to.charge && to.charge->prices == pos::tax::PricesAre::with_tax;
    const std::int64_t minor = from.net_minor + (with_tax ? from.tax_minor : 0);
    const pos::Currency currency = *found ? (*found)->currency : pos::Currency{};
    to.amount = pos::exact(pos::Money{minor, currency});
    if (to.kind == bill::ItemKind::usage && to.charge) {
        const int more = from.to == from.from ? 1 : 0;
        to.reopened = billing_.anew || usage_.came_late({from.key.subscription, to.charge->meter},
                                                        zone_->start_of_day(from.from),
                                                        zone_->start_of_day({from.to.days + more}));
    }
    return true;
}

/// From which reading to which a line's usage is, where counters measured it.
pos::store::db::Result<std::string> OneBill::readings_of(const bill::Item& item) {
    const bool metered = item.charge->is_usage() &&
                         (item.kind == bill::ItemKind::usage || item.kind == bill::ItemKind::late);
    if (!metered || item.to <= item.from || !with_counters_.contains(item.key.subscription)) {
        return std::string{};
    }
    return readings_.text(item.key.subscription, item.charge->meter, item.from, item.to, *zone_);
}

pos::Date OneBill::tax_date(const bill::Item& item) const {
    pos::Date from = item.from;
    pos::Date to = item.to;
    if (item.kind == bill::ItemKind::unused && item.of) {
        const auto original = std::ranges::find(billed_, *item.of, &bill::Billed::id);
        if (original != billed_.end()) {
            from = original->from;
            to = original->to;
        }
    }
    return tax_date_of(*item.charge, from, to);
}

}  // namespace app::core::billing
