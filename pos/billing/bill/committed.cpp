#include "pos/billing/bill/committed.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <type_traits>
#include <utility>
#include <variant>

#include "pos/billing/cycle/periods.hpp"
#include "pos/billing/limits.hpp"

namespace pos::billing::bill {

namespace {

using plan::PlanCharge;
using plan::Stretch;

/// What a whole term comes to at least.
Exact term_amount(const PlanCharge& commitment) {
    return std::get<models::Recurring>(commitment.charge.model).amount;
}

/// A commitment as one stretch has it.
struct HeldIn {
    const Stretch* stretch{nullptr};
    const PlanCharge* charge{nullptr};

    bool has(Date day) const {
        const bool no_time = stretch->to && *stretch->to == stretch->from;
        if (no_time) return day == stretch->from;
        return stretch->from <= day && (!stretch->to || day < *stretch->to);
    }
};

/// Stretches behind one another in which a commitment goes on.
struct CommittedRun {
    std::string code;
    std::vector<HeldIn> held;
    std::size_t last{0};  // the last one's place among the subscription's stretches
    std::optional<Date> end{};

    Date from() const { return held.front().stretch->from; }
    bool overlaps(const Billed& item) const {
        return from() < item.to && (!end || item.from < *end);
    }
    const PlanCharge* covering(const PlanCharge& charge, Date day) const {
        for (const HeldIn& one : held) {
            if (one.has(day) && one.charge->covers(charge)) return one.charge;
        }
        return nullptr;
    }
};

/// Days that bear one amount.
struct CommittedPiece {
    Date from{};
    Date to{};
    const PlanCharge* charge{nullptr};
};

bool bear_the_same(const PlanCharge& a, const PlanCharge& b) {
    return term_amount(a) == term_amount(b) && a.proration == b.proration;
}

std::vector<CommittedPiece> pieces_of(const CommittedRun& run, const cycle::Stretch& term) {
    std::vector<CommittedPiece> pieces;
    for (const HeldIn& one : run.held) {
        const Date from = std::max(one.stretch->from, term.from);
        const Date to = one.stretch->to ? std::min(*one.stretch->to, term.to) : term.to;
        if (from >= to) continue;
        const bool goes_on = !pieces.empty() && pieces.back().to == from &&
                             bear_the_same(*pieces.back().charge, *one.charge);
        if (goes_on) {
            pieces.back().to = to;
            pieces.back().charge = one.charge;
        } else {
            pieces.push_back({from, to, one.charge});
        }
    }
    if (pieces.empty()) return pieces;
    const cycle::Partial leading = term.whole_from < term.from
                                       ? pieces.front().charge->proration.leading
                                       : cycle::Partial::prorated;
    const cycle::Partial trailing = term.to < term.whole_to
                                        ? pieces.back().charge->proration.trailing
                                        : cycle::Partial::prorated;
    if (leading == cycle::Partial::free || trailing == cycle::Partial::free) return {};
    if (leading == cycle::Partial::billed_whole) pieces.front().from = term.whole_from;
    if (trailing != cycle::Partial::billed_whole) return pieces;
    if (pieces.back().to == term.to) {
        pieces.back().to = term.whole_to;
    } else {
        pieces.push_back({term.to, term.whole_to, pieces.back().charge});
    }
    return pieces;
}

/// What was or is billed of a charge, and the day that it belongs to.
struct CountedAmount {
    Date day{};
    const PlanCharge* charge{nullptr};
    Exact amount;
};

/// Settles the terms of one subscription's commitments.
class TermSettler {
public:
    TermSettler(const TermSituation& now, std::vector<Item>& items, std::size_t first)
        : now_{now}, items_{items}, first_{first} {}

    std::optional<Date> settle() {
        const std::vector<CommittedRun> runs = find_runs();
        for (const Billed* one : now_.billed) {
            const bool stands = one->kind == ItemKind::committed && !now_.index.is_voided(*one);
            if (stands) settled_.push_back(one);
        }
        if (runs.empty() && settled_.empty()) return next_;
        std::ranges::stable_sort(settled_, {}, &Billed::from);
        count();
        for (const CommittedRun& run : runs) settle(run);
        give_back_the_rest(runs);
        return next_;
    }

private:
    std::vector<CommittedRun> find_runs() const {
        std::vector<CommittedRun> runs;
        for (std::size_t at = 0; at < now_.stretches.size(); ++at) {
            const Stretch& stretch = now_.stretches[at];
            for (const PlanCharge& charge : stretch.plan->phases[stretch.phase].charges) {
                if (!charge.commits) continue;
                const auto before = std::ranges::find_if(runs, [&](const CommittedRun& run) {
                    return run.code == charge.code && run.last + 1 == at &&
                           run.held.back().charge->every == charge.every;
                });
                CommittedRun& run =
                    before == runs.end()
                        ? runs.emplace_back(CommittedRun{.code = charge.code, .held = {}})
                        : *before;
                run.held.push_back({&stretch, &charge});
                run.last = at;
            }
        }
        for (CommittedRun& run : runs) run.end = end_behind(run.last);
        return runs;
    }

    /// When a commitment is over for good that goes on up to a stretch.
    std::optional<Date> end_behind(std::size_t last) const {
        const Stretch& stretch = now_.stretches[last];
        if (!stretch.to) return std::nullopt;
        const bool followed = last + 1 < now_.stretches.size();
        if (followed || stretch.ends || stretch.phase_to == stretch.to) return stretch.to;
        // It pauses: for good where it was cancelled meanwhile.
        const plan::Action& latest = now_.subscription.actions.back();
        if (latest.act != plan::Act::cancelled) return std::nullopt;
        return now_.zone.local(latest.at).date;
    }

    void count() {
        std::map<Ulid, const Billed*> by_id;
        for (const Billed* one : now_.billed) by_id[one->id] = one;
        std::map<Ulid, Exact> taken;  // by coupons
        for (const Coupon& coupon : now_.coupons) {
            for (const CouponUse& use : coupon.uses) taken[use.item] += use.amount;
        }
        const auto original = [&](const auto& one) -> const Billed* {
            const auto found = one.of ? by_id.find(*one.of) : by_id.end();
            return found == by_id.end() ? nullptr : found->second;
        };
        for (const Billed* one : now_.billed) {
            if (now_.index.is_voided(*one)) continue;
            const auto coupons = taken.find(one->id);
            const Exact amount = one->amount + (coupons == taken.end() ? Exact{} : coupons->second);
            if (is_first(one->kind)) count(*one, amount);
            if (const Billed* of = changes(one->kind) ? original(*one) : nullptr)
                count(*of, amount);
        }
        for (std::size_t i = first_; i < items_.size(); ++i) {
            const Item& one = items_[i];
            Exact amount = one.amount;
            for (const CouponTaken& coupon : one.coupons) amount += coupon.amount;
            if (is_first(one.kind)) count(one, amount);
            if (const Billed* of = changes(one.kind) ? original(one) : nullptr) count(*of, amount);
        }
    }

    static bool is_first(ItemKind kind) {
        return kind == ItemKind::one_time || kind == ItemKind::recurring || kind == ItemKind::usage;
    }
    static bool changes(ItemKind kind) {
        return kind == ItemKind::late || kind == ItemKind::unused;
    }

    /// An amount that a period has come to, or that changes it.
    void count(const auto& of, Exact amount) {
        if (!of.charge || !is_first(of.kind)) return;
        if constexpr (std::is_same_v<std::remove_cvref_t<decltype(of)>, Billed>) {
            if (now_.index.is_voided(of)) return;
        }
        counted_.push_back({day_of(*of.charge, of.from, of.to), of.charge, amount});
    }

    void note(Date date) {
        if (date > now_.up_to && (!next_ || date < *next_)) next_ = date;
    }

    void settle(const CommittedRun& run) {
        const PlanCharge& first = *run.held.front().charge;
        const cycle::Term term{
            .schedule = {first.every, now_.anchor_of(*run.held.front().stretch, first), run.from()},
            .end = run.end,
            .mode = cycle::Mode::in_arrears};
        if (run.end) note(*run.end);
        const Date boundary = term.schedule.boundary(term.schedule.boundary_at(now_.up_to) + 1);
        if (!run.end || boundary < *run.end) note(boundary);
        if (run.end && *run.end <= run.from()) return;
        const auto periods = cycle::periods(term, now_.up_to, first.proration);
        for (std::size_t i = 0; i < periods.size();) {
            std::size_t end = i + 1;
            // What was billed as one term is settled as one, however terms are cut today.
            const auto reaches_beyond = [&] {
                const Date from = periods[i].dates.from;
                const Date to = periods[end - 1].dates.to;
                return std::ranges::any_of(settled_, [&](const Billed* one) {
                    return one->key.charge == run.code && one->from < to && from < one->to &&
                           one->to > to;
                });
            };
            while (end < periods.size() && reaches_beyond()) ++end;
            if (reaches_beyond() && run.end != periods[end - 1].dates.to) return;
            settle(run, std::span{periods}.subspan(i, end - i));
            i = end;
        }
    }

    void settle(const CommittedRun& run, std::span<const cycle::Period> group) {
        const Date from = group.front().dates.from;
        const Date to = group.back().dates.to;
        const HeldIn* held = &run.held.front();
        for (const HeldIn& one : run.held) {
            if (one.stretch->from < to) held = &one;
        }
        Item item{
            .kind = ItemKind::committed,
            .key = {now_.subscription.id, held->stretch->plan->code, held->stretch->plan->version,
                    static_cast<std::uint32_t>(held->stretch->phase), run.code},
            .from = from,
            .to = to,
            .share = {},
            .charge = held->charge};
        LineWriter writer{item.rated.lines, held->charge->charge.rounding};
        for (const cycle::Period& period : group) {
            for (const CommittedPiece& piece : pieces_of(run, period.dates)) {
                const Exact share = cycle::share(
                    {piece.from, piece.to, period.dates.whole_from, period.dates.whole_to},
                    piece.charge->proration);
                writer.add(LineKind::committed, 0, share, term_amount(*piece.charge));
                item.share += share;
            }
        }
        take_counted(run, *held, {from, to}, writer);
        const Exact missing = writer.sum();
        if (missing < Exact{}) {
            writer.add_amount(LineKind::never_below_zero, 0, exactly(1), -missing, -missing);
        }
        item.rated.amount = item.rated.total = greatest(missing, {});
        item.amount = round_as(*held->charge, now_.currency, item.rated.total);
        put(run.code, std::move(item));
    }

    /// Takes off what the charges came to that are covered in these days.
    void take_counted(const CommittedRun& run, const HeldIn& held, const Days& days,
                      LineWriter& writer) {
        const bool over = run.end == days.to;
        std::map<std::string, Exact> sums;
        for (const CountedAmount& one : counted_) {
            const bool within =
                one.day >= days.from && (one.day < days.to || (over && one.day == days.to));
            if (within && run.covering(*one.charge, one.day)) sums[one.charge->code] += one.amount;
        }
        const auto& charges = held.stretch->plan->phases[held.stretch->phase].charges;
        for (const auto& [code, sum] : sums) {
            if (sum == Exact{}) continue;
            const auto place = std::ranges::find(charges, code, &PlanCharge::code);
            const auto tier = place == charges.end() ? 0 : place - charges.begin() + 1;
            writer.add_amount(LineKind::counted, static_cast<std::uint32_t>(tier), exactly(1), -sum,
                              -sum);
        }
    }

    /// What a term comes to now, or what that changes of what was billed for it.
    void put(const std::string& code, Item item) {
        std::vector<const Billed*> before;
        for (const Billed* one : settled_) {
            const bool is_its =
                one->key.charge == code && one->from < item.to && item.from < one->to;
            if (is_its && done_.insert(one->id).second) before.push_back(one);
        }
        if (before.empty()) {
            if (item.amount == Exact{}) return;
            item.revision = now_.index.next_revision(item, items_);
            items_.push_back(std::move(item));
            return;
        }
        Exact billed;
        for (const Billed* one : before) billed += now_.index.rated(*one);
        Exact open = item.amount - billed;
        item.billed_before = billed;
        if (open > Exact{}) put_late(*before.front(), item, open);
        for (auto one = before.rbegin(); one != before.rend() && open < Exact{}; ++one) {
            const Exact back = greatest(open, -greatest(now_.index.left(**one), {}));
            if (back == Exact{}) continue;
            put_late(**one, item, back);
            open -= back;
        }
    }

    void put_late(const Billed& before, const Item& term, Exact amount) {
        Item late = term;
        late.kind = ItemKind::late;
        late.key = before.key;
        late.of = before.id;
        late.amount = amount;
        if (before.charge) late.charge = before.charge;
        late.revision = now_.index.next_revision(late, items_);
        items_.push_back(std::move(late));
    }

    /// What was billed for terms that there turned out not to be.
    void give_back_the_rest(const std::vector<CommittedRun>& runs) {
        for (const Billed* one : settled_) {
            const bool has_its_run = std::ranges::any_of(runs, [&](const CommittedRun& run) {
                return run.code == one->key.charge && run.overlaps(*one);
            });
            const Exact left = now_.index.left(*one);
            if (has_its_run || done_.contains(one->id) || !one->charge || left <= Exact{}) continue;
            Item back{.key = one->key, .from = one->from, .to = one->to, .share = {}};
            back.charge = one->charge;
            back.billed_before = now_.index.rated(*one);
            put_late(*one, back, -left);
        }
    }

    const TermSituation& now_;
    std::vector<Item>& items_;
    const std::size_t first_;
    std::vector<const Billed*> settled_;  // by their first days
    std::set<Ulid> done_;
    std::vector<CountedAmount> counted_;
    std::optional<Date> next_;
};

}  // namespace

std::optional<Date> settle_terms(const TermSituation& now, std::vector<Item>& items,
                                 std::size_t first) {
    return TermSettler{now, items, first}.settle();
}

}  // namespace pos::billing::bill
