#include "pos/billing/bill/propose.hpp"

#include <algorithm>
#include <map>

#include "pos/base/assert.hpp"
#include "pos/billing/bill/billed_index.hpp"

namespace pos::billing::bill {

namespace {

using plan::PlanCharge;
using plan::Stretch;
using plan::Subscription;

ItemKey key_of(const Subscription& subscription, const Stretch& stretch, const PlanCharge& charge) {
    return {subscription.id, stretch.plan->code, stretch.plan->version,
            static_cast<std::uint32_t>(stretch.phase), charge.code};
}

Exact round_as(const PlanCharge& charge, Exact amount) {
    return round_at(amount, charge.charge.rounding.decimals, charge.charge.rounding.mode);
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
            for (const Stretch& stretch : all[i]) {
                if (auto done = bill(stretch); !done) return std::unexpected{done.error()};
            }
            give_back(all[i]);
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
        if (stretch.from > now_.up_to) {
            note_next(stretch.from);
            return {};
        }
        for (const PlanCharge& charge : stretch.plan->phases[stretch.phase].charges) {
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
        item.amount = round_as(charge, item.rated.total);
        return item;
    }

    BillFault fault(const PlanCharge& charge, const Days& days, std::string reason) const {
        return {subscription_->number, charge.code, days.from, days.to, std::move(reason)};
    }

    std::expected<void, BillFault> bill_once(const Stretch& stretch, const PlanCharge& charge) {
        if (!stretch.begins) return {};
        const Days days{stretch.from, stretch.phase_to.value_or(stretch.from)};
        for (const Billed* one : billed_.of(key_of(*subscription_, stretch, charge))) {
            if (one->kind == ItemKind::one_time && one->from == days.from) return {};
        }
        auto item = rated_item(ItemKind::one_time, stretch, charge, days, Usage{});
        if (!item) return std::unexpected{item.error()};
        proposal_.items.push_back(std::move(*item));
        return {};
    }

    cycle::Term term_of(const Stretch& stretch, const PlanCharge& charge) const {
        return {.schedule = {charge.every, anchor_of(stretch, charge), stretch.from},
                .end = stretch.to,
                .mode = charge.is_usage() ? cycle::Mode::in_arrears : charge.mode};
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
        const auto periods =
            by_seconds ? cycle::periods_by_seconds(term, now_.up_to, charge.proration, now_.zone,
                                                   stretch.from_at, stretch.to_at)
                       : cycle::periods(term, now_.up_to, charge.proration);
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
            return bill_usage(stretch, charge, {stretch.from, stretch.from}, true);
        }
        const auto periods = cycle::periods(term, now_.up_to, charge.proration);
        for (const cycle::Period& period : periods) {
            const bool last = stretch.to && period.dates.to == *stretch.to;
            auto done = bill_usage(stretch, charge, {period.dates.from, period.dates.to}, last);
            if (!done) return done;
        }
        return {};
    }

    /// What was billed of a usage period, if it was.
    const Billed* usage_billed(const ItemKey& key, const Days& days) const {
        for (const Billed* one : billed_.of(key)) {
            if (one->kind != ItemKind::usage) continue;
            if (one->from == days.from) return one;
            if (one->from < days.to && days.from < one->to) return one;
        }
        return nullptr;
    }

    std::expected<void, BillFault> bill_usage(const Stretch& stretch, const PlanCharge& charge,
                                              const Days& days, bool last) {
        const Billed* before = usage_billed(key_of(*subscription_, stretch, charge), days);
        const bool rate_anew = before && before->reopened && before->from == days.from &&
                               charge.late_usage == plan::LateUsage::billed_next;
        if (before && !rate_anew) return {};
        UsageQuestion question{*subscription_, charge, now_.zone.start_of_day(days.from),
                               now_.zone.start_of_day(days.to)};
        if (days.from == stretch.from) question.from = stretch.from_at;
        if (last) {
            question.to = *stretch.to_at;
            if (stretch.ends && charge.usage_ends == plan::UsageEnds::with_the_day) {
                question.to = now_.zone.start_of_day(Date{days.to.days + 1});
            }
        }
        auto usage = metered_(question);
        if (!usage) return std::unexpected{fault(charge, days, usage.error())};
        auto item = rated_item(ItemKind::usage, stretch, charge, days, *usage);
        if (!item) return std::unexpected{item.error()};
        if (before) return bill_late(*before, std::move(*item));
        const bool nothing = item->quantity == Exact{} && item->amount == Exact{};
        const bool no_time = days.from == days.to;
        if (nothing && (no_time || charge.zero_usage == plan::ZeroUsage::left_out)) return {};
        proposal_.items.push_back(std::move(*item));
        return {};
    }

    std::expected<void, BillFault> bill_late(const Billed& before, Item item) {
        const BilledIndex::Standing standing = billed_.standing(before);
        item.kind = ItemKind::late;
        item.of = before.id;
        item.revision = standing.revision + 1;
        item.billed_before = standing.amount;
        item.amount -= standing.amount;
        // The same money is no line: what came late fell into a tier that was paid.
        if (item.amount != Exact{}) proposal_.items.push_back(std::move(item));
        return {};
    }

    /// Gives back what was billed of days on which another plan held, or none.
    void give_back(const std::vector<Stretch>& stretches) {
        for (const Billed& one : now_.billed) {
            if (one.kind != ItemKind::recurring) continue;
            if (one.key.subscription != subscription_->id) continue;
            std::vector<Days> wanted;
            for (const Stretch& stretch : stretches) {
                if (stretch.plan->code != one.key.plan) continue;
                if (stretch.plan->version != one.key.version) continue;
                if (stretch.phase != one.key.phase) continue;
                // An end that is still to come may be taken back.
                const bool ended = stretch.to && *stretch.to <= now_.up_to;
                wanted.push_back(
                    {stretch.from, ended ? *stretch.to : std::max(one.to, stretch.from)});
            }
            give_back(one, wanted);
        }
    }

    void give_back(const Billed& item, const std::vector<Days>& wanted) {
        BilledIndex::Standing standing = billed_.standing(item);
        std::vector<Days> gone = billed_.given_back(item);
        std::vector<Days> kept = wanted;
        kept.insert(kept.end(), gone.begin(), gone.end());
        const std::vector<Days> unused = without({item.from, item.to}, kept);
        for (const Days& days : unused) {
            gone.push_back(days);
            Exact amount = unused_of(item, days);
            const bool all_gone = without({item.from, item.to}, gone).empty();
            if (all_gone || amount > standing.amount) amount = standing.amount;
            standing.amount -= amount;
            Item back{.kind = ItemKind::unused,
                      .key = item.key,
                      .from = days.from,
                      .to = days.to,
                      .revision = ++standing.revision,
                      .amount = -amount,
                      .of = item.id,
                      .charge = item.charge};
            proposal_.items.push_back(std::move(back));
        }
    }

    static Exact unused_of(const Billed& item, const Days& days) {
        const cycle::Proration proration =
            item.charge ? item.charge->proration : cycle::Proration{};
        const Exact from = cycle::unused(item.amount, item.from, item.to, days.from, proration);
        const Exact to = cycle::unused(item.amount, item.from, item.to, days.to, proration);
        return item.charge ? round_as(*item.charge, from - to) : round_at(from - to, 2, {});
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
    Proposal proposal_;
};

}  // namespace

std::expected<Proposal, BillFault> propose(const Situation& situation, const Metered& metered) {
    return Proposer{situation, metered}.propose();
}

std::optional<Date> charged_through(const Ulid& subscription, std::span<const Billed> billed) {
    std::map<Ulid, std::vector<Days>> back;
    for (const Billed& one : billed) {
        if (one.kind == ItemKind::unused && one.of) back[*one.of].push_back({one.from, one.to});
    }
    std::optional<Date> through;
    for (const Billed& one : billed) {
        const bool for_time = one.kind == ItemKind::recurring || one.kind == ItemKind::one_time;
        if (!for_time || one.key.subscription != subscription) continue;
        for (const Days& days : without({one.from, one.to}, back[one.id])) {
            if (!through || *through < days.to) through = days.to;
        }
    }
    return through;
}

}  // namespace pos::billing::bill
