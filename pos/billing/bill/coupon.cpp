#include "pos/billing/bill/coupon.hpp"

#include <algorithm>
#include <map>

#include "pos/billing/exchange.hpp"
#include "pos/billing/limits.hpp"

namespace pos::billing::bill {

namespace {

/// Takes one coupon.
class CouponTaker {
public:
    CouponTaker(const CouponSituation& now, const Coupon& coupon, std::span<const Item> items)
        : now_{now}, coupon_{coupon} {
        for (const CouponUse& use : coupon.uses) note(use, items);
    }

    void take(std::span<Item> items) {
        std::map<Date, std::vector<Item*>> by_period;
        for (Item& item : items) {
            if (item.kind == ItemKind::late) take_late(item);
            if (is_its(item)) by_period[item.period].push_back(&item);
        }
        for (const auto& [period, group] : by_period) take(period, group);
    }

private:
    const Billed* find(const Ulid& item) const {
        const auto found = std::ranges::find(now_.billed, item, &Billed::id);
        return found == now_.billed.end() ? nullptr : *found;
    }

    /// What counts of something that was taken: nothing of what was voided, of what was given back
    /// in part the share of its days that was kept.
    void note(const CouponUse& use, std::span<const Item> items) {
        const Billed* item = find(use.item);
        if (!item || now_.index.is_voided(*item)) return;
        std::int64_t kept = 1;
        std::int64_t all = 1;
        if (item->kind == ItemKind::recurring && item->from < item->to) {
            kept = all = item->to.days - item->from.days;
            const std::vector<Days> back = now_.index.given_back(*item);
            for (const Days& days : back) kept -= days.to.days - days.from.days;
            // What is given back beside whatever follows it.
            for (const Item& one : items) {
                if (one.kind != ItemKind::unused || one.of != item->id) continue;
                kept -= one.to.days - one.from.days;
            }
        }
        if (kept <= 0) return;
        const auto exponent = static_cast<unsigned>(now_.currency.exponent);
        taken_[use.period] +=
            round_at(share_of(use.amount, kept, all), exponent, RoundingMode::half_away);
    }

    bool is_its(const Item& item) const {
        const bool billed_first = item.kind == ItemKind::one_time ||
                                  item.kind == ItemKind::recurring || item.kind == ItemKind::usage;
        return billed_first && item.amount > Exact{} && holds_for(item.from, item.key.plan);
    }

    bool holds_for(Date from, const std::string& plan) const {
        if (from < coupon_.from || (coupon_.until && from >= *coupon_.until)) return false;
        return coupon_.plans.empty() ||
               std::ranges::find(coupon_.plans, plan) != coupon_.plans.end();
    }

    /// Whether it has that period, or may have one more.
    bool has_room_in(Date period) const {
        if (coupon_.periods == 0) return true;
        const auto counts = [](const auto& taken) { return taken.second > Exact{}; };
        const auto known = taken_.find(period);
        if (known != taken_.end() && counts(*known)) return true;
        return std::ranges::count_if(taken_, counts) < std::int64_t{coupon_.periods};
    }

    Exact left_of(Date period) const {
        const auto taken = taken_.find(period);
        return greatest(coupon_.takes.amount - (taken == taken_.end() ? Exact{} : taken->second),
                        {});
    }

    RoundingPolicy to_minor() const {
        return {.decimals = static_cast<unsigned>(now_.currency.exponent)};
    }

    /// What a percentage takes off each amount.
    std::vector<Line> with_percentage(const std::vector<Exact>& amounts) const {
        std::vector<Line> lines;
        for (const Exact amount : amounts) {
            Line& line = lines.emplace_back();
            line.amount = line.total = amount;
        }
        const RoundingPolicy rounding = to_minor();
        const LineWriter writer{lines, rounding};
        take_discounts({{}, coupon_.takes.percent, {}}, writer, lines);
        return lines;
    }

    void take(Date period, const std::vector<Item*>& group) {
        if (!has_room_in(period)) return;
        std::vector<Exact> amounts;
        for (const Item* item : group) amounts.push_back(item->amount);
        std::vector<Line> lines = with_percentage(amounts);
        share_out(left_of(period), lines);
        for (std::size_t i = 0; i < group.size(); ++i) {
            if (lines[i].discount == Exact{}) continue;
            put(*group[i], period, lines[i].discount, lines[i].discount);
            taken_[period] += lines[i].discount;
        }
    }

    std::int64_t minor_of(Exact amount) const {
        const auto money = rounded(amount, now_.currency, RoundingMode::half_away);
        return money ? money->minor : 0;
    }

    /// Takes an amount off lines in proportion, to whole minor units: each takes its share of what
    /// is left, so that the shares come to all of it.
    void share_out(Exact amount, std::vector<Line>& lines) const {
        Exact sum;
        for (const Line& line : lines) sum += line.total;
        std::int64_t left = minor_of(least(amount, sum));
        std::int64_t open = minor_of(sum);
        for (Line& line : lines) {
            const std::int64_t part = minor_of(line.total);
            if (left <= 0 || part <= 0) continue;
            const std::int64_t share = carried_share(left, part, open);
            const Exact off = exact(Money{share, now_.currency});
            line.discount += off;
            line.total -= off;
            left -= share;
            open -= part;
        }
    }

    /// The whole period was rated anew: the coupon is taken off all of it, and what was taken
    /// before is in what was billed before.
    void take_late(Item& item) {
        std::optional<Date> period;
        Exact before;
        const Billed* original = item.of ? find(*item.of) : nullptr;
        if (!original) return;
        for (const CouponUse& use : coupon_.uses) {
            const Billed* used = find(use.item);
            const bool of_family =
                used &&
                (used == original || (used->kind == ItemKind::late && used->of == original->id));
            if (!of_family || now_.index.is_voided(*used)) continue;
            period = use.period;
            before += use.amount;
        }
        if (!period) {
            if (!found_nothing(*original, item) || !has_room_in(item.period)) return;
            period = item.period;
        }
        const Exact whole = greatest(item.amount + item.billed_before, {});
        std::vector<Line> lines = with_percentage({whole});
        share_out(coupon_.takes.amount == Exact{} ? Exact{} : left_of(*period) + before, lines);
        const Exact off = lines.front().discount;
        put(item, *period, off, off - before);
        if (off != before) taken_[*period] += off - before;
    }

    /// Whether it would have been taken off what came late to something, had that come to more than
    /// it did when it was billed: what there was then was nothing, or too little for a percentage.
    bool found_nothing(const Billed& original, const Item& late) const {
        if (!holds_for(original.from, original.key.plan)) return false;
        const Exact billed = greatest(late.billed_before, {});
        if (coupon_.takes.amount != Exact{}) return billed == Exact{};
        return with_percentage({billed}).front().discount == Exact{};
    }

    /// `off` less, of which `more` was not taken before.
    void put(Item& item, Date period, Exact off, Exact more) const {
        if (off != Exact{}) {
            item.amount -= off;
            Line& step = item.rated.lines.emplace_back();
            step.kind = LineKind::coupon;
            step.quantity = exactly(1);
            step.price = step.amount = step.total = -off;
            item.rated.amount -= off;
            item.rated.total -= off;
        }
        if (off != Exact{} || more != Exact{}) {
            item.coupons.push_back({coupon_.redemption, coupon_.name, period, more});
        }
    }

    const CouponSituation& now_;
    const Coupon& coupon_;
    std::map<Date, Exact> taken_;  // of each period that counts
};

}  // namespace

void take_coupons(const CouponSituation& now, std::span<Item> items) {
    for (const Coupon& coupon : now.coupons) {
        if (coupon.currency && *coupon.currency != now.currency) continue;
        CouponTaker{now, coupon, items}.take(items);
    }
}

}  // namespace pos::billing::bill
