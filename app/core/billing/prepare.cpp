#include "app/core/billing/prepare.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <set>

#include "app/core/billing/bill_coupons.hpp"
#include "app/core/billing/bill_readings.hpp"
#include "app/core/billing/causes.hpp"
#include "app/core/billing/charge_usage.hpp"
#include "app/core/billing/document.hpp"
#include "app/core/billing/unit_purse.hpp"
#include "pos/billing/bill/propose.hpp"
#include "pos/money/decimal.hpp"
#include "pos/store/billing/customers.hpp"
#include "pos/store/billing/documents.hpp"
#include "pos/store/billing/levels.hpp"
#include "pos/store/billing/meters.hpp"
#include "pos/store/billing/subscriptions.hpp"
#include "pos/store/billing/usage.hpp"

namespace app::core::billing {

namespace {

namespace db = pos::store::db;
namespace stored = pos::store::billing;
namespace bill = pos::billing::bill;
namespace plan = pos::billing::plan;

using Meter = std::pair<pos::Ulid, std::string>;

/// How far a meter's usage was billed, what came late, and what was not billed yet.
struct MeterUsage {
    std::optional<pos::Instant> until;
    std::vector<pos::Instant> late;
    std::vector<stored::UsedOnce> unbilled;  // by time
};

std::span<const stored::UsedOnce> between(const std::vector<stored::UsedOnce>& used,
                                          pos::Instant from, pos::Instant to) {
    const auto first = std::ranges::lower_bound(used, from, {}, &stored::UsedOnce::at);
    const auto last = std::ranges::lower_bound(first, used.end(), to, {}, &stored::UsedOnce::at);
    return {first, last};
}

/// When a period's usage begins: where the one before it was billed up to, if that is no midnight
/// any more since clocks were given other rules, or what ended there goes on: so the hours between
/// are in one of them and in one alone.
pos::Instant begin_of(const bill::UsageQuestion& asked, const MeterUsage& known) {
    if (!known.until || !asked.follows || asked.anew || asked.shared) return asked.from;
    // Less than the shortest period, a day on which clocks are put forward.
    constexpr std::int64_t kNear_ms = 22 * 3'600'000;
    const bool near = known.until->unix_ms > asked.from.unix_ms - kNear_ms &&
                      known.until->unix_ms < asked.from.unix_ms + kNear_ms;
    return near ? *known.until : asked.from;
}

bool any_between(const std::vector<pos::Instant>& times, pos::Instant from, pos::Instant to) {
    return std::ranges::any_of(times, [&](pos::Instant at) { return at >= from && at < to; });
}

}  // namespace

/// Accounts with all that their bills depend on.
struct Preparer::Chunk {
    std::int64_t usage_batch{0};
    std::vector<stored::Customer> payers;
    std::vector<stored::Customer> others;  // that these pay for
    std::set<pos::Ulid> parked;
    std::vector<stored::StoredSubscription> subscriptions;
    std::vector<stored::StoredItem> items;
    std::map<Meter, MeterUsage> usage;
    std::set<pos::Ulid> with_counters;  // subscriptions whose points have some
    CouponsOf coupons;
    std::vector<stored::StoredUnitLot> units;
    std::map<pos::Ulid, LevelState> levels;  // by the account that pays
};

db::Result<void> Preparer::read_levels(Chunk& chunk, std::span<const pos::Ulid> accounts) {
    if (billing_.as_if_settled) return {};
    auto levels = stored::levels_among(db_, accounts);
    if (!levels) return std::unexpected{std::move(levels.error())};
    for (const stored::Customer& payer : chunk.payers) {
        const auto& account = payer.stored.account;
        const auto found = levels->find(account.id);
        if (found == levels->end()) continue;
        LevelState& level = chunk.levels[account.id];
        level.agreement = std::move(found->second);
        level.look = pos::billing::level::look(rules_of(level.agreement), billing_.as_of,
                                               {account.terms_days, account.grace_days});
        level.leaves = billing_.leaving == account.id;
    }
    return {};
}

db::Result<void> Preparer::read(std::span<const pos::Ulid> accounts, Chunk& chunk) {
    // One look at everything: what changes meanwhile is seen when the bill is written.
    std::optional<db::Transaction> snapshot;
    if (!db_.in_transaction()) {
        auto begun = db::Transaction::begin(db_, db::TransactionKind::read);
        if (!begun) return std::unexpected{std::move(begun.error())};
        snapshot.emplace(std::move(*begun));
    }
    const auto batch = stored::usage_head(db_);
    if (!batch) return std::unexpected{batch.error()};
    chunk.usage_batch = *batch;
    auto payers = stored::accounts_of(db_, accounts);
    if (!payers) return std::unexpected{std::move(payers.error())};
    chunk.payers = std::move(*payers);
    auto others = stored::paid_by(db_, accounts);
    if (!others) return std::unexpected{std::move(others.error())};
    chunk.others = std::move(*others);
    if (auto levels = read_levels(chunk, accounts); !levels) return levels;
    // Level payments hold usage back for a year, so that it is read for the days alone whose usage
    // is billed before that.
    std::set<pos::Ulid> held;
    const auto is_held = [&](const pos::Ulid& payer) {
        const auto found = chunk.levels.find(payer);
        return found != chunk.levels.end() && found->second.holds();
    };
    std::vector<pos::Ulid> all;
    for (const auto& one : chunk.payers) all.push_back(one.stored.account.id);
    for (const auto& one : chunk.others) all.push_back(one.stored.account.id);
    for (const auto* customers : {&chunk.payers, &chunk.others}) {
        for (const auto& one : *customers) {
            const auto& account = one.stored.account;
            if (is_held(account.payer.value_or(account.id))) held.insert(account.id);
        }
    }
    auto parked = stored::parked_among(db_, accounts);
    if (!parked) return std::unexpected{std::move(parked.error())};
    chunk.parked = std::move(*parked);
    auto subscriptions = stored::subscriptions_of(db_, all);
    if (!subscriptions) return std::unexpected{std::move(subscriptions.error())};
    chunk.subscriptions = std::move(*subscriptions);
    // Each answer is sorted, but there were several.
    std::ranges::stable_sort(chunk.subscriptions, {}, &stored::StoredSubscription::account);
    std::vector<pos::Ulid> ids;
    std::vector<pos::Ulid> billed;  // those of accounts that are billed whole
    for (const auto& one : chunk.subscriptions) {
        ids.push_back(one.id);
        if (!held.contains(one.account)) billed.push_back(one.id);
    }
    auto items = stored::items_of(db_, ids);
    if (!items) return std::unexpected{std::move(items.error())};
    chunk.items = std::move(*items);
    std::ranges::stable_sort(chunk.items, {},
                             [](const stored::StoredItem& item) { return item.key.subscription; });
    auto with_counters = stored::metered_among(db_, ids);
    if (!with_counters) return std::unexpected{std::move(with_counters.error())};
    chunk.with_counters = std::move(*with_counters);
    auto coupons = coupons_of(db_, ids);
    if (!coupons) return std::unexpected{std::move(coupons.error())};
    chunk.coupons = std::move(*coupons);
    auto units = stored::unit_lots_among(db_, all);
    if (!units) return std::unexpected{std::move(units.error())};
    chunk.units = std::move(*units);
    std::ranges::stable_sort(chunk.units, {}, [](const auto& lot) { return lot.row.account; });
    auto until = stored::billed_until(db_, ids);
    if (!until) return std::unexpected{std::move(until.error())};
    for (auto& [meter, at] : *until) chunk.usage[meter].until = at;
    auto late = stored::late_usage(db_, ids);
    if (!late) return std::unexpected{std::move(late.error())};
    for (auto& [meter, times] : *late) chunk.usage[meter].late = std::move(times);
    auto unbilled = stored::unbilled_usage(db_, billed);
    if (!unbilled) return std::unexpected{std::move(unbilled.error())};
    for (stored::UsedOnce& one : *unbilled) {
        chunk.usage[{one.subscription, one.meter}].unbilled.push_back(std::move(one));
    }
    return {};
}

pos::store::Answer<std::vector<Prepared>> Preparer::prepare(std::span<const pos::Ulid> accounts) {
    Chunk chunk;
    if (auto done = read(accounts, chunk); !done) {
        return pos::store::store_error(std::move(done.error()));
    }
    std::vector<Prepared> all;
    for (const pos::Ulid& id : accounts) {
        const auto payer = std::ranges::find(
            chunk.payers, id, [](const stored::Customer& one) { return one.stored.account.id; });
        if (payer == chunk.payers.end()) continue;
        prepare_one(chunk, static_cast<std::size_t>(payer - chunk.payers.begin()),
                    all.emplace_back());
    }
    return all;
}

namespace {

/// Prepares what one account pays, its own and others'.
class OneBill {
public:
    using PlanOf = std::function<db::Result<const plan::Plan*>(const std::string&, std::uint32_t)>;

    /// What belongs to that day or a later one is left to another bill, and so is what was used in
    /// periods that still run.
    void only_before(std::optional<pos::Date> day) { before_ = day; }
    /// What was used and not billed was not read before.
    void reads_usage() { reads_usage_ = true; }

    OneBill(db::Connection& db, const Billing& billing, std::map<Meter, MeterUsage>& usage,
            const std::set<pos::Ulid>& with_counters, const CouponsOf& coupons, Prepared& prepared,
            PlanOf plan_of)
        : db_{db},
          billing_{billing},
          usage_{usage},
          with_counters_{with_counters},
          coupons_{coupons},
          prepared_{prepared},
          plan_of_{std::move(plan_of)},
          readings_{db} {}

    /// Adds the items of one account that is paid for. False with a fault.
    bool add(const stored::Customer& whose, pos::Currency currency,
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
        purse_ = UnitPurse{units};
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
        auto proposed = bill::propose(now, [&](const auto& asked) { return metered(asked); });
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
            note_units(item, whose.stored.account.id);
            lines_.push_back(
                {std::move(item), whose.stored.account.id, number, on, std::move(*readings)});
        }
        return true;
    }

    bool finish(const stored::Customer& payer) {
        // A coupon that takes everything off leaves a bill of nothing, which says so; so does what
        // units have paid ahead.
        const bool any = std::ranges::any_of(lines_, [](const LineToBill& line) {
            return line.item.amount != pos::Exact{} || !line.item.coupons.empty() ||
                   line.item.units;
        });
        keep_unwritten(!any);
        if (!any) return true;
        auto drafted = draft_document(lines_, payer.stored.account.currency,
                                      {billing_.taxes, billing_.scope, payer.stored.account.tax});
        if (!drafted) return fail(std::move(drafted.error()));
        prepared_.document = std::move(*drafted);
        return note_coupons(payer.stored.account.currency);
    }

private:
    /// What was used and is on no document, since nothing is to be paid, stays to be told of: the
    /// next bill of the account has it.
    void keep_unwritten(bool is_nothing) {
        for (UsageLookedAt& usage : prepared_.usage) {
            const bool has_line = std::ranges::any_of(lines_, [&](const LineToBill& line) {
                const bill::Item& item = line.item;
                return item.kind == bill::ItemKind::usage && item.quantity != pos::Exact{} &&
                       item.key.subscription == usage.subscription &&
                       item.charge->meter == usage.meter;
            });
            if (!is_nothing || !has_line) usage.unwritten.clear();
        }
    }

    bool note_coupons(pos::Currency currency) {
        for (std::size_t line = 0; line < lines_.size(); ++line) {
            for (const bill::CouponTaken& taken : lines_[line].item.coupons) {
                const auto amount =
                    pos::rounded(taken.amount, currency, pos::RoundingMode::half_away);
                if (!amount) return fail(say(causes::kBillTooLarge));
                if (amount->minor == 0) continue;
                prepared_.coupons.push_back({line, taken.redemption, taken.period, *amount});
            }
        }
        return true;
    }

    bool fail(std::string why) {
        prepared_.fault = std::move(why);
        return false;
    }

    bool add_subscription(const stored::StoredSubscription& from,
                          std::span<const stored::StoredSubscription> all, pos::Currency currency) {
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

    bool add_item(const stored::StoredItem& from) {
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
            const auto charge =
                std::ranges::find(charges, from.key.charge, &plan::PlanCharge::code);
            if (charge != charges.end()) to.charge = &*charge;
        }
        // In the terms of the charge's price.
        const bool with_tax = to.charge && to.charge->prices == pos::tax::PricesAre::with_tax;
        const std::int64_t minor = from.net_minor + (with_tax ? from.tax_minor : 0);
        const pos::Currency currency = *found ? (*found)->currency : pos::Currency{};
        to.amount = pos::exact(pos::Money{minor, currency});
        if (to.kind == bill::ItemKind::usage && to.charge) {
            const auto& meter = usage_[{from.key.subscription, to.charge->meter}];
            const int more = from.to == from.from ? 1 : 0;
            to.reopened = any_between(meter.late, zone_->start_of_day(from.from),
                                      zone_->start_of_day({from.to.days + more}));
        }
        return true;
    }

    std::expected<pos::billing::Usage, std::string> metered(const bill::UsageQuestion& asked) {
        const Meter meter{asked.subscription.id, asked.charge.meter};
        MeterUsage& known = usage_[meter];
        const pos::Instant from = begin_of(asked, known);
        const bool behind = asked.anew && known.until && asked.to <= *known.until;
        note(meter, asked.to, behind);
        const auto before = used_before(db_, meter.first, asked.charge, asked.from, *zone_);
        if (!before) return std::unexpected{say(causes::kNoUsage)};
        if (!reads_usage_ && !asked.anew && (!known.until || from >= *known.until)) {
            return priced(asked, between(known.unbilled, from, asked.to), *before);
        }
        // A period behind what was billed: nothing was used in it, unless something came since.
        if (!asked.anew && !asked.shared && known.until && asked.to <= *known.until &&
            !any_between(known.late, from, asked.to)) {
            return pos::billing::Usage{};
        }
        const auto used = stored::usage_between(db_, meter.first, meter.second, from, asked.to);
        if (!used) return std::unexpected{say(causes::kNoUsage)};
        return priced(asked, *used, *before);
    }

    /// What is left to price of what was used, once prepaid units have covered what they can.
    std::expected<pos::billing::Usage, std::string> priced(const bill::UsageQuestion& asked,
                                                           std::span<const stored::UsedOnce> used,
                                                           const UsedBefore& before) {
        if (asked.before == nullptr)
            note_days(used, looked_at({asked.subscription.id, asked.charge.meter}).unwritten);
        std::vector<stored::UnitsOfItem> earlier;
        if (asked.before != nullptr) {
            auto found = stored::units_of_item(db_, asked.before->id);
            if (!found) return std::unexpected{say(causes::kNoUsage)};
            earlier = std::move(*found);
        }
        if (earlier.empty() && !purse_.serves(asked.charge)) {
            return usage_of(asked.charge, used, before, *zone_);
        }
        auto covered = purse_.cover(asked, used, earlier);
        auto usage = usage_of(asked.charge, covered.left, before, *zone_);
        if (!usage) return usage;
        usage->prepaid = exact_quantity({covered.millionths});
        if (!covered.taken.empty()) {
            usage->units = taken_.size();
            taken_.push_back(std::move(covered.taken));
        }
        return usage;
    }

    /// An instant of each day on which something was used, as periods are whole days: few in years.
    void note_days(std::span<const stored::UsedOnce> used, std::vector<pos::Instant>& days) const {
        std::optional<pos::Instant> next_day;
        for (const stored::UsedOnce& one : used) {
            if (next_day && one.at < *next_day) continue;
            days.push_back(one.at);
            next_day = zone_->start_of_day({zone_->local(one.at).date.days + 1});
        }
    }

    /// Which units the line behind those that there are takes.
    void note_units(const bill::Item& item, const pos::Ulid& account) {
        if (!item.units) return;
        if (prepared_.units.empty() || prepared_.units.back().account != account) {
            prepared_.units.push_back({account, purse_.head(), {}});
        }
        for (const UnitPurse::Taken& one : taken_[*item.units]) {
            prepared_.units.back().lines.push_back(
                {lines_.size(), item.of, one.lot, one.kept, one.millionths});
        }
    }

    /// A meter was looked at up to an instant. What came late to it behind that is left for whoever
    /// looks further, as where a period that still runs was found to be empty.
    void note(const Meter& meter, pos::Instant to, bool behind) {
        UsageLookedAt& found = looked_at(meter);
        const std::vector<pos::Instant>& late = usage_[meter].late;
        const auto end = std::ranges::lower_bound(late, to);
        if (end - late.begin() > std::ssize(found.late)) found.late.assign(late.begin(), end);
        if (!behind) found.billed_until = std::max(found.billed_until.value_or(to), to);
    }

    UsageLookedAt& looked_at(const Meter& meter) {
        const auto found = std::ranges::find_if(prepared_.usage, [&](const UsageLookedAt& one) {
            return one.subscription == meter.first && one.meter == meter.second;
        });
        if (found != prepared_.usage.end()) return *found;
        return prepared_.usage.emplace_back(UsageLookedAt{meter.first, meter.second, {}, {}});
    }

    /// From which reading to which a line's usage is, where counters measured it.
    db::Result<std::string> readings_of(const bill::Item& item) {
        const bool metered = item.charge->is_usage() && (item.kind == bill::ItemKind::usage ||
                                                         item.kind == bill::ItemKind::late);
        if (!metered || item.to <= item.from || !with_counters_.contains(item.key.subscription)) {
            return std::string{};
        }
        return readings_.text(item.key.subscription, item.charge->meter, item.from, item.to,
                              *zone_);
    }

    pos::Date tax_date(const bill::Item& item) const {
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

    db::Connection& db_;
    const Billing& billing_;
    std::map<Meter, MeterUsage>& usage_;
    const std::set<pos::Ulid>& with_counters_;
    const CouponsOf& coupons_;
    Prepared& prepared_;
    PlanOf plan_of_;
    BillReadings readings_;
    std::optional<pos::Date> before_;
    bool reads_usage_{false};
    const pos::locale::Zone* zone_{nullptr};
    std::vector<plan::Subscription> subscriptions_;
    std::map<pos::Ulid, std::string> numbers_;
    std::vector<bill::Billed> billed_;
    std::vector<LineToBill> lines_;
    UnitPurse purse_;  // of the account whose subscriptions they are
    std::vector<std::vector<UnitPurse::Taken>> taken_;
};

/// Those of one account, which stand together.
template <class T, class Key>
std::span<const T> of_account(const std::vector<T>& all, const pos::Ulid& account, Key key) {
    const auto range = std::ranges::equal_range(all, account, {}, key);
    return {range.begin(), range.end()};
}

}  // namespace

bool Preparer::bill(Chunk& chunk, const stored::Customer& payer, std::optional<pos::Date> before,
                    Prepared& prepared) {
    const pos::customer::Account& account = payer.stored.account;
    OneBill one{db_,
                billing_,
                chunk.usage,
                chunk.with_counters,
                chunk.coupons,
                prepared,
                [this](const auto& code, auto version) { return plans_.find(db_, code, version); }};
    one.only_before(before);
    const auto level = chunk.levels.find(account.id);
    if (level != chunk.levels.end() && level->second.holds()) one.reads_usage();
    const auto add = [&](const stored::Customer& whose) {
        const auto subscriptions = of_account(chunk.subscriptions, whose.stored.account.id,
                                              &stored::StoredSubscription::account);
        std::vector<stored::StoredItem> items;
        for (const auto& each : subscriptions) {
            const auto mine = of_account(chunk.items, each.id, [](const stored::StoredItem& item) {
                return item.key.subscription;
            });
            items.insert(items.end(), mine.begin(), mine.end());
        }
        const auto units =
            of_account(chunk.units, whose.stored.account.id,
                       [](const stored::StoredUnitLot& lot) { return lot.row.account; });
        return one.add(whose, account.currency, subscriptions, items, units);
    };
    if (!add(payer)) return false;
    for (const stored::Customer& other : chunk.others) {
        if (other.stored.account.payer == account.id && !add(other)) return false;
    }
    return one.finish(payer);
}

void Preparer::prepare_one(Chunk& chunk, std::size_t payer_index, Prepared& prepared) {
    const stored::Customer& payer = chunk.payers[payer_index];
    const pos::customer::Account& account = payer.stored.account;
    prepared.account = account.id;
    prepared.account_number = account.number;
    prepared.party = payer.party;
    prepared.references = account.references;
    prepared.zone = account.zone;
    prepared.version = payer.stored.version;
    prepared.terms_days = account.terms_days;
    prepared.usage_batch = chunk.usage_batch;
    prepared.was_parked = chunk.parked.contains(account.id);
    const auto found = chunk.levels.find(account.id);
    if (found == chunk.levels.end()) {
        bill(chunk, payer, std::nullopt, prepared);
        return;
    }
    const LevelState& level = found->second;
    const auto& agreed = level.agreement;
    const bool by_term = level.holds() || (level.settles() && !level.leaves);
    if (by_term) {
        // What belongs to the time before the term is billed first, as without level payments.
        const Prepared blank = prepared;
        if (!bill(chunk, payer, std::min(agreed.starts_on, agreed.ends_on), prepared)) return;
        if (prepared.document) {
            prepared.next_bill = billing_.as_of;
            LevelPart& part = prepared.level.emplace();
            part.agreement = agreed.id;
            part.again = true;
            return;
        }
        if (level.holds()) return prepare_requests(level, payer, billing_, prepared);
        prepared = blank;
    }
    const auto before = by_term ? std::optional{agreed.ends_on} : std::nullopt;
    if (!bill(chunk, payer, before, prepared)) return;
    if (level.settles()) {
        prepare_settlement(db_, level, payer, billing_.as_of, prepared);
    } else if (level.look.next) {
        const pos::Date next = *level.look.next;
        prepared.next_bill = std::min(prepared.next_bill.value_or(next), next);
    }
}

}  // namespace app::core::billing
