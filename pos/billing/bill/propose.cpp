#include "pos/billing/bill/propose.hpp"

#include <algorithm>
#include <functional>
#include <map>
#include <set>

#include "pos/base/assert.hpp"
#include "pos/billing/bill/billed_index.hpp"
#include "pos/billing/bill/committed.hpp"
#include "pos/billing/bill/give_back.hpp"

namespace pos::billing::bill {

namespace {

using plan::PlanCharge;
using plan::Stretch;
using plan::Subscription;

ItemKey key_of(const Subscription& subscription, const Stretch& stretch, const PlanCharge& charge) {
    return {subscription.id, stretch.plan->code, stretch.plan->version,
            static_cast<std::uint32_t>(stretch.phase), charge.code};
}

/// About so many, to tell which is shorter.
int days_in(const cycle::Every& every) {
    switch (every.unit) {
        case cycle::Unit::day:
            return every.count;
        case cycle::Unit::week:
            return 7 * every.count;
        case cycle::Unit::month:
            return 30 * every.count;
        case cycle::Unit::year:
            return 365 * every.count;
    }
    POS_ASSERT(!"a unit of time");
}

/// Proposes for one account.
class Proposer {
public:
    Proposer(const Situation& now, const Metered& metered)
        : now_{now}, metered_{metered}, billed_{now.billed} {}

    std::expected<Proposal, BillFault> propose() {
        std::vector<std::vector<Stretch>> all;
        std::optional<Date> first;
        for (const Subscription& each : now_.subscriptions) {
            all.push_back(plan::stretches(each, now_.zone));
            const auto paid = plan::first_paid(all.back());
            if (paid && (!first || *paid < *first)) first = paid;
        }
        for (std::size_t i = 0; i < all.size(); ++i) {
            subscription_ = &now_.subscriptions[i];
            anchors_.account = now_.bill_day != 0 ? now_.bill_day : day_of(first);
            anchors_.subscription = day_of(plan::first_paid(all[i]));
            anchors_.bundle = subscription_->bundle_start ? day_of(subscription_->bundle_start)
                                                          : anchors_.subscription;
            if (all[i].empty()) continue;
            subscription_currency_ = all[i].front().plan->currency;
            const auto mine = billed_.of_subscription(subscription_->id);
            mine_.assign(mine.begin(), mine.end());
            stretches_ = &all[i];
            fees_.clear();
            asked_.clear();
            const std::size_t first_item = proposal_.items.size();
            for (const Stretch& stretch : all[i]) {
                if (auto done = bill(stretch); !done) return std::unexpected{done.error()};
            }
            if (auto done = bill_late(all[i]); !done) return std::unexpected{done.error()};
            bill::give_back({.billed = mine_,
                             .index = billed_,
                             .stretches = all[i],
                             .up_to = now_.up_to,
                             .currency = subscription_currency_},
                            proposal_.items);
            take_coupons(first_item);
            settle_late(first_item);
            settle_terms(all[i], first_item);
        }
        return std::move(proposal_);
    }

private:
    static unsigned day_of(std::optional<Date> date) { return date ? split(*date).day : 1; }

    void note_next(Date date) {
        if (date <= now_.up_to) return;
        if (!proposal_.next || date < *proposal_.next) proposal_.next = date;
    }

    unsigned anchor_of(const Stretch& stretch, const PlanCharge& charge) const {
        if (stretch.anchor_day != 0) return stretch.anchor_day;
        switch (charge.anchor) {
            case plan::Anchor::account:
                return anchors_.account;
            case plan::Anchor::subscription:
                return anchors_.subscription;
            case plan::Anchor::bundle:
                return anchors_.bundle;
        }
        POS_ASSERT(!"whose anchor");
    }

    std::expected<void, BillFault> bill(const Stretch& stretch) {
        if (stretch.from > now_.up_to || (now_.before && stretch.from >= *now_.before)) {
            note_next(stretch.from);
            return {};
        }
        for (const PlanCharge& charge : stretch.plan->phases[stretch.phase].charges) {
            if (charge.commits) continue;  // once all that it covers is known
            std::expected<void, BillFault> done;
            if (charge.is_one_time()) {
                done = bill_once(stretch, charge);
            } else if (charge.is_usage()) {
                done = bill_usage(stretch, charge);
            } else {
                done = bill_periods(stretch, charge);
            }
            if (!done) return done;
        }
        return {};
    }

    std::expected<Item, BillFault> rated_item(ItemKind kind, const Stretch& stretch,
                                              const PlanCharge& charge, const Days& days,
                                              const Usage& usage) {
        Item item{.kind = kind,
                  .key = key_of(*subscription_, stretch, charge),
                  .from = days.from,
                  .to = days.to,
                  .share = usage.share,
                  .quantity = usage.quantity,
                  .charge = &charge};
        const auto done = rate(charge.charge, usage, item.rated);
        if (!done) return std::unexpected{fault(charge, days, words_of(done.error()))};
        item.amount = round_as(charge, stretch.plan->currency, item.rated.total);
        item.revision = next_revision(item);
        item.period = period_of(stretch, days.from);
        return item;
    }

    /// The first day of the phase's shortest period that a day is in; the day itself where nothing
    /// is billed by the period.
    Date period_of(const Stretch& stretch, Date day) const {
        if (!now_.coupons.contains(subscription_->id)) return {};
        const PlanCharge* shortest = nullptr;
        for (const PlanCharge& charge : stretch.plan->phases[stretch.phase].charges) {
            if (charge.is_one_time() || charge.commits) continue;
            if (!shortest || days_in(charge.every) < days_in(shortest->every)) shortest = &charge;
        }
        if (!shortest) return day;
        const cycle::Schedule schedule = term_of(stretch, *shortest).schedule;
        return schedule.boundary(schedule.boundary_at(day));
    }

    std::uint32_t next_revision(const Item& item) const {
        return billed_.next_revision(item, proposal_.items);
    }

    BillFault fault(const PlanCharge& charge, const Days& days, std::string reason) const {
        return {subscription_->number, charge.code, days.from, days.to, std::move(reason)};
    }

    std::expected<void, BillFault> bill_once(const Stretch& stretch, const PlanCharge& charge) {
        if (!stretch.begins) return {};
        const Days days{stretch.from, stretch.phase_to.value_or(stretch.from)};
        if (was_billed_once(stretch, key_of(*subscription_, stretch, charge))) return {};
        auto item = rated_item(ItemKind::one_time, stretch, charge, days, Usage{});
        if (!item) return std::unexpected{item.error()};
        proposal_.items.push_back(std::move(*item));
        return {};
    }

    /// A fee is billed once each time that its phase begins: by the one of that day, else by one of
    /// a day on which it was found to begin once and does not any more.
    bool was_billed_once(const Stretch& stretch, const ItemKey& key) {
        const auto begins_on = [&](const Billed& one) {
            return std::ranges::any_of(*stretches_, [&](const Stretch& each) {
                return each.begins && each.from == one.from && is_of(one, each);
            });
        };
        const auto take = [&](auto fits) {
            for (const Billed* one : billed_.of(key)) {
                if (one->kind != ItemKind::one_time || billed_.is_voided(*one)) continue;
                if (fits(*one) && fees_.insert(one->id).second) return true;
            }
            return false;
        };
        return take([&](const Billed& one) { return one.from == stretch.from; }) ||
               take([&](const Billed& one) { return !begins_on(one); });
    }

    cycle::Term term_of(const Stretch& stretch, const PlanCharge& charge) const {
        // The rest of a period that is billed early comes late to it: who leaves that out waits.
        const bool early = now_.early && charge.late_usage == plan::LateUsage::billed_next;
        cycle::Mode mode = charge.mode;
        if (charge.is_usage()) {
            mode = early ? cycle::Mode::in_arrears_greedy : cycle::Mode::in_arrears;
        } else if (now_.before && mode == cycle::Mode::in_arrears_greedy) {
            mode = cycle::Mode::in_arrears;  // a period that still runs belongs to its last day
        }
        return {.schedule = {charge.every, anchor_of(stretch, charge), stretch.from},
                .end = stretch.to,
                .mode = mode};
    }

    /// Up to which day periods are looked for: what is charged ahead begins before the limit.
    Date up_to_of(const cycle::Term& term) const {
        const bool ahead = term.mode == cycle::Mode::in_advance;
        if (!ahead || !now_.before) return now_.up_to;
        return std::min(now_.up_to, Date{now_.before->days - 1});
    }

    void note_next(const Stretch& stretch, const cycle::Term& term) {
        if (stretch.to) note_next(*stretch.to);
        if (stretch.to && *stretch.to <= now_.up_to) return;
        const Date boundary = term.schedule.boundary(term.schedule.boundary_at(now_.up_to) + 1);
        if (!stretch.to || boundary < *stretch.to) note_next(boundary);
    }

    std::expected<void, BillFault> bill_periods(const Stretch& stretch, const PlanCharge& charge) {
        if (stretch.to && *stretch.to <= stretch.from) return {};
        const cycle::Term term = term_of(stretch, charge);
        note_next(stretch, term);
        const std::vector<Days> covered = billed_.covered(key_of(*subscription_, stretch, charge));
        const bool by_seconds = charge.proration.by == cycle::CountBy::seconds;
        const Date up_to = up_to_of(term);
        const auto periods =
            by_seconds ? cycle::periods_by_seconds(term, up_to, charge.proration, now_.zone,
                                                   stretch.from_at, stretch.to_at)
                       : cycle::periods(term, up_to, charge.proration);
        for (const cycle::Period& period : periods) {
            const Days days{period.dates.from, period.dates.to};
            for (const Days& open : without(days, covered)) {
                Usage usage;
                usage.share = period.share;
                if (open != days) {
                    cycle::Stretch part = period.dates;
                    part.from = open.from;
                    part.to = open.to;
                    usage.share = cycle::share(part, charge.proration);
                }
                if (usage.share == Exact{}) continue;  // billed for nothing, by the policy
                auto item = rated_item(ItemKind::recurring, stretch, charge, open, usage);
                if (!item) return std::unexpected{item.error()};
                proposal_.items.push_back(std::move(*item));
            }
        }
        return {};
    }

    std::expected<void, BillFault> bill_usage(const Stretch& stretch, const PlanCharge& charge) {
        const cycle::Term term = term_of(stretch, charge);
        note_next(stretch, term);
        if (stretch.to && *stretch.to <= stretch.from) {
            for (const Billed* one : billed_.of(key_of(*subscription_, stretch, charge))) {
                const bool same = one->from == stretch.from && one->to == stretch.from;
                if (one->kind == ItemKind::usage && same && !billed_.is_voided(*one)) return {};
            }
            return bill_usage(stretch, charge, {stretch.from, stretch.from}, true);
        }
        const std::vector<Days> covered = metered_days(stretch, charge);
        for (const cycle::Period& period : cycle::periods(term, now_.up_to, charge.proration)) {
            for (const Days& open : without({period.dates.from, period.dates.to}, covered)) {
                const bool last = stretch.to && open.to == *stretch.to;
                if (auto done = bill_usage(stretch, charge, open, last); !done) return done;
            }
        }
        return {};
    }

    /// The days whose usage was billed by this charge, or by whatever other plan held then. Another
    /// charge of this phase on the same meter, such as a levy, is billed beside it.
    std::vector<Days> metered_days(const Stretch& stretch, const PlanCharge& charge) const {
        std::vector<Days> days;
        for (const Billed* one : mine_) {
            if (one->kind != ItemKind::usage || !one->charge) continue;
            if (billed_.is_voided(*one)) continue;
            if (one->charge->meter != charge.meter) continue;
            if (is_of(*one, stretch) && one->key.charge != charge.code) continue;
            days.push_back({one->from, one->to});
        }
        return days;
    }

    /// Whether usage of these days was billed and taken back whole.
    bool was_voided(const PlanCharge& charge, const Days& days) const {
        return std::ranges::any_of(mine_, [&](const Billed* one) {
            const bool same_meter = one->charge && one->charge->meter == charge.meter;
            const bool overlaps = one->from < days.to && days.from < one->to;
            return one->kind == ItemKind::usage && same_meter &&
                   (overlaps || one->from == days.from) && billed_.is_voided(*one);
        });
    }

    /// Whether several charges of the phase read one meter.
    static bool shares_meter(const Stretch& stretch, const PlanCharge& charge) {
        const auto& charges = stretch.plan->phases[stretch.phase].charges;
        return std::ranges::count(charges, charge.meter, &PlanCharge::meter) > 1;
    }

    /// Whether it is the first of the phase's charges that read its meter.
    static bool leads(const Stretch& stretch, const PlanCharge& charge) {
        const auto& charges = stretch.plan->phases[stretch.phase].charges;
        const auto first = std::ranges::find(charges, charge.meter, &PlanCharge::meter);
        return first == charges.end() || first->code == charge.code;
    }

    /// The same of what was billed by a plan that nobody has any more: its charges stand in order.
    bool led(const Billed& item) const {
        return std::ranges::none_of(mine_, [&](const Billed* one) {
            const ItemKey& key = one->key;
            return one->charge && one->charge->meter == item.charge->meter &&
                   key.plan == item.key.plan && key.version == item.key.version &&
                   key.phase == item.key.phase && std::less{}(one->charge, item.charge);
        });
    }

    std::expected<void, BillFault> bill_usage(const Stretch& stretch, const PlanCharge& charge,
                                              const Days& days, bool last) {
        UsageQuestion question{*subscription_, charge, now_.zone.start_of_day(days.from),
                               now_.zone.start_of_day(days.to)};
        question.shared = shares_meter(stretch, charge);
        question.leads = leads(stretch, charge);
        question.anew = was_voided(charge, days);
        question.follows = days.from > stretch.from;
        if (days.from == stretch.from) question.from = stretch.from_at;
        if (last) question.to = end_of(stretch, charge);
        auto usage = ask(question);
        if (!usage) return std::unexpected{fault(charge, days, usage.error())};
        auto item = rated_item(ItemKind::usage, stretch, charge, days, *usage);
        if (!item) return std::unexpected{item.error()};
        item->prepaid = usage->prepaid;
        item->units = usage->units;
        item->priced = std::move(usage->priced);
        const bool nothing = item->quantity == Exact{} && item->amount == Exact{} && !item->units;
        const bool no_time = days.from == days.to;
        const bool runs = days.to > now_.up_to;
        if (nothing && (no_time || runs || charge.zero_usage == plan::ZeroUsage::left_out)) {
            return {};
        }
        proposal_.items.push_back(std::move(*item));
        return {};
    }

    Instant end_of(const Stretch& stretch, const PlanCharge& charge) const {
        if (stretch.ends && charge.usage_ends == plan::UsageEnds::with_the_day) {
            return now_.zone.start_of_day(Date{stretch.to->days + 1});
        }
        return *stretch.to_at;
    }

    /// Rates every usage item anew of which more has come in, or less, by its own days and charge:
    /// how periods are cut today is of no account.
    std::expected<void, BillFault> bill_late(const std::vector<Stretch>& stretches) {
        std::vector<const Billed*> running;
        for (const Billed* one : mine_) {
            if (one->kind != ItemKind::usage || !one->reopened || !one->charge) continue;
            if (billed_.is_voided(*one)) continue;
            if (one->charge->late_usage != plan::LateUsage::billed_next) continue;
            if (!now_.early && is_running(*one, stretches)) {
                note_next(one->to);
                running.push_back(one);
            } else if (auto done = bill_late(*one, stretches); !done) {
                return done;
            }
        }
        // Whoever asks for a meter has dealt with all that came late to it.
        for (const Billed* one : running) {
            if (!asked_.contains(one->charge->meter)) continue;
            if (auto done = bill_late(*one, stretches); !done) return done;
        }
        return {};
    }

    /// Whether more may be used of what was billed before its period is over. Nothing is, once the
    /// subscription has ended or pauses.
    bool is_running(const Billed& one, const std::vector<Stretch>& stretches) const {
        const std::optional<Date> end = stretches.back().to;
        const bool has_ended = end && *end <= now_.up_to;
        return one.from < one.to && one.to > now_.up_to && !has_ended;
    }

    std::expected<Usage, std::string> ask(const UsageQuestion& question) {
        asked_.insert(question.charge.meter);
        return metered_(question);
    }

    std::expected<void, BillFault> bill_late(const Billed& before,
                                             const std::vector<Stretch>& stretches) {
        const PlanCharge& charge = *before.charge;
        UsageQuestion question{*subscription_, charge, now_.zone.start_of_day(before.from),
                               now_.zone.start_of_day(before.to), true};
        question.before = &before;
        question.leads = led(before);
        Currency currency = stretches.front().plan->currency;
        Date period = before.from;
        for (const Stretch& stretch : stretches) {
            if (!is_of(before, stretch)) continue;
            if (stretch.from <= before.from) period = period_of(stretch, before.from);
            question.leads = leads(stretch, charge);
            currency = stretch.plan->currency;
            if (before.from == stretch.from) question.from = stretch.from_at;
            if (stretch.to && before.to == *stretch.to) question.to = end_of(stretch, charge);
        }
        const Days days{before.from, before.to};
        auto usage = ask(question);
        if (!usage) return std::unexpected{fault(charge, days, usage.error())};
        Item item{.kind = ItemKind::late,
                  .key = before.key,
                  .from = before.from,
                  .to = before.to,
                  .share = usage->share,
                  .quantity = usage->quantity,
                  .of = before.id,
                  .charge = &charge,
                  .period = period,
                  .prepaid = usage->prepaid,
                  .units = usage->units};
        const auto rated = rate(charge.charge, *usage, item.rated);
        if (!rated) return std::unexpected{fault(charge, days, words_of(rated.error()))};
        item.priced = std::move(usage->priced);
        item.billed_before = billed_.rated(before);
        item.amount = round_as(charge, currency, item.rated.total) - item.billed_before;
        item.revision = next_revision(item);
        proposal_.items.push_back(std::move(item));
        return {};
    }

    void take_coupons(std::size_t first_item) {
        const auto coupons = now_.coupons.find(subscription_->id);
        if (coupons == now_.coupons.end()) return;
        bill::take_coupons({coupons->second, subscription_currency_, mine_, billed_},
                           std::span{proposal_.items}.subspan(first_item));
    }

    /// Once its coupons are taken: what people have credited already is not given back once more,
    /// and the same money is no line, as where what came late fell into a tier that was paid.
    void settle_late(std::size_t first_item) {
        auto& items = proposal_.items;
        const auto first = items.begin() + static_cast<std::ptrdiff_t>(first_item);
        for (auto item = first; item != items.end(); ++item) {
            if (item->kind != ItemKind::late) continue;
            const auto before = std::ranges::find(mine_, *item->of, &Billed::id);
            const Exact left = std::max(billed_.left(**before), Exact{});
            item->amount = std::max(item->amount, -left);
        }
        const auto is_nothing = [](const Item& item) {
            return item.kind == ItemKind::late && item.amount == Exact{} && !item.units &&
                   std::ranges::all_of(item.coupons, [](const CouponTaken& taken) {
                       return taken.amount == Exact{};
                   });
        };
        items.erase(std::remove_if(first, items.end(), is_nothing), items.end());
    }

    /// Behind everything else, coupons too: it counts what there is then.
    void settle_terms(const std::vector<Stretch>& stretches, std::size_t first_item) {
        const auto coupons = now_.coupons.find(subscription_->id);
        const TermSituation situation{
            .zone = now_.zone,
            .subscription = *subscription_,
            .stretches = stretches,
            .billed = mine_,
            .index = billed_,
            .coupons = coupons == now_.coupons.end() ? std::span<const Coupon>{}
                                                     : std::span<const Coupon>{coupons->second},
            .up_to = now_.up_to,
            .currency = subscription_currency_,
            .anchor_of = [this](const Stretch& stretch, const PlanCharge& charge) {
                return anchor_of(stretch, charge);
            }};
        const auto next = bill::settle_terms(situation, proposal_.items, first_item);
        if (next) note_next(*next);
    }

    struct Anchors {
        unsigned account{1};
        unsigned subscription{1};
        unsigned bundle{1};
    };

    const Situation& now_;
    const Metered& metered_;
    const BilledIndex billed_;
    const Subscription* subscription_{nullptr};
    Anchors anchors_;
    Currency subscription_currency_{};
    std::vector<const Billed*> mine_;  // of the subscription
    const std::vector<Stretch>* stretches_{nullptr};
    std::set<Ulid> fees_;          // one-time fees that a phase was found for
    std::set<std::string> asked_;  // meters of the subscription
    Proposal proposal_;
};

}  // namespace

std::expected<Proposal, BillFault> propose(const Situation& situation, const Metered& metered) {
    return Proposer{situation, metered}.propose();
}

std::optional<Date> charged_through(const Ulid& subscription, std::span<const Billed> billed) {
    const BilledIndex index{billed};
    std::optional<Date> through;
    for (const Billed& one : billed) {
        const bool for_time = one.kind == ItemKind::recurring || one.kind == ItemKind::one_time;
        if (!for_time || one.key.subscription != subscription) continue;
        if (index.is_voided(one)) continue;
        for (const Days& days : without({one.from, one.to}, index.given_back(one))) {
            if (!through || *through < days.to) through = days.to;
        }
    }
    return through;
}

}  // namespace pos::billing::bill
