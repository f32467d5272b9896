#include "pos/billing/models/percentage.hpp"

#include "pos/billing/limits.hpp"

namespace pos::billing::models {

namespace {

/// What the transactions come to, one after the other.
struct Sums {
    Exact free;
    Exact paid;
    std::uint64_t free_events{0};
    std::uint64_t paid_events{0};
    Exact limited;  // what limits per event add or take
};

Exact percent_of(Exact amount, Exact percent) {
    return share_of(product(amount, percent), 1, 100);
}

/// The free part of the transactions to come.
class Allowance {
public:
    explicit Allowance(const Percentage& charge)
        : events_{charge.free_events.value_or(0)},
          amount_{charge.free_amount.value_or(Exact{})},
          by_events_{events_ > 0},
          by_amount_{amount_.e14 > 0},
          open_{by_events_ || by_amount_} {}

    bool open() const { return open_; }

    Exact take(Exact amount) {
        Exact free = amount;
        if (by_amount_) {
            free = least(amount, amount_);
            amount_ -= free;
        }
        if (by_events_) --events_;
        open_ = (!by_events_ || events_ > 0) && (!by_amount_ || amount_.e14 > 0);
        return free;
    }

private:
    std::int64_t events_;
    Exact amount_;
    bool by_events_;
    bool by_amount_;
    bool open_;
};

Sums sums_of(const Percentage& charge, const Usage& usage) {
    Sums sums;
    Allowance allowance{charge};
    for (const Exact amount : usage.events) {
        Exact free;
        if (allowance.open()) {
            free = allowance.take(amount);
            sums.free += free;
            if (free == amount) {
                ++sums.free_events;
                continue;
            }
        }
        ++sums.paid_events;
        const Exact paid = amount - free;
        sums.paid += paid;
        const Exact cost = percent_of(paid, charge.percent) + charge.fee;
        Exact held = cost;
        if (charge.least_per_event) held = greatest(held, *charge.least_per_event);
        if (charge.most_per_event) held = least(held, *charge.most_per_event);
        sums.limited += held - cost;
    }
    return sums;
}

}  // namespace

void add_lines(const Percentage& charge, const Usage& usage, Measured& measured,
               LineWriter& lines) {
    Sums sums = sums_of(charge, usage);
    if (usage.events.empty()) {
        sums.paid = measured.quantity;
        sums.paid_events = static_cast<std::uint64_t>(usage.event_count.value_or(0));
    }
    measured.free = measured.free + sums.free;
    measured.free_events = sums.free_events;
    measured.paid_events = sums.paid_events;
    measured.quantity = sums.paid;
    if (sums.free.e14 + sums.paid.e14 == 0) return;

    const Exact events = exactly(static_cast<std::int64_t>(sums.paid_events));
    const Exact share = percent_of(sums.paid, charge.percent);
    const Exact fees = product(events, charge.fee);
    lines.add_amount(LineKind::percentage, 0, sums.paid, charge.percent, share);
    if (fees.e14 != 0) lines.add_amount(LineKind::event_fee, 0, events, charge.fee, fees);
    if (sums.limited.e14 != 0) {
        lines.add_amount(LineKind::event_limits, 0, exactly(1), sums.limited, sums.limited);
    }
    // Of the rounded lines, so that the limit is met to the cent.
    const Exact sum = lines.sum();
    Exact held = sum;
    if (charge.least_total) held = greatest(held, *charge.least_total);
    if (charge.most_total) held = least(held, *charge.most_total);
    if (held != sum) {
        lines.add_amount(LineKind::total_limits, 0, exactly(1), held - sum, held - sum);
    }
}

}  // namespace pos::billing::models
