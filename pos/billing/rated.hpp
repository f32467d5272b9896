#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "pos/money/exact.hpp"
#include "pos/money/rounding.hpp"

namespace pos::billing {

/// What a line of a bill is for.
enum class LineKind : std::uint8_t {
    one_time,
    recurring,
    usage,
    package,
    tier_units,
    tier_flat,
    volume_units,
    volume_flat,
    step,
    base_fee,
    overage,
    percentage,
    event_fee,
    event_limits,  // what a least or a most per event changes
    total_limits,  // what a least or a most for all of them changes
    capacity,
    pre_priced,
    never_below_zero,  // what a total below zero is lifted by
    minimum,           // what is missing to the committed amount
    call_connect,      // tier: the destination's place in the charge's deck
    call_time,
    energy,  // tier: the component's place in the charge's list
    demand,
    coupon,     // what one takes off
    committed,  // to a term: its share of a whole one, times the amount
    counted,    // what a charge came to in the term, tier: its place in the phase
    call_free,  // of a bundle
    call_rounding,
};

/// One line: quantity × price = amount, and what was taken off it.
///
/// ensures: amount - discount - over_maximum - credit == total
struct Line {
    LineKind kind{LineKind::usage};
    std::uint32_t tier{0};  // from 1; 0 of a charge that has none
    Exact quantity;
    Exact price;
    Exact amount;
    Exact discount;
    Exact over_maximum;
    Exact credit;
    Exact total;
    bool operator==(const Line&) const = default;
};

/// Which credit paid how much of which line.
struct CreditTaken {
    std::size_t line{0};
    std::size_t credit{0};
    Exact amount;
    bool operator==(const CreditTaken&) const = default;
};

/// The usage as it was billed: what conversion and allowance made of what was metered.
struct Measured {
    Exact metered;
    Exact converted;
    Exact free;      // of the allowance, used up by this part
    Exact quantity;  // converted - free
    Exact before;
    std::uint64_t free_events{0};
    std::uint64_t paid_events{0};
    bool operator==(const Measured&) const = default;
};

/// A charge applied to usage.
///
/// ensures: each figure is the sum of the lines'; amount + minimum - discount - over_maximum -
///          credit + rounding == total
struct Rated {
    std::vector<Line> lines;
    std::vector<CreditTaken> credits;
    Measured measured;
    Exact amount;   // of every line but the minimum's
    Exact minimum;  // of the minimum's line
    Exact discount;
    Exact over_maximum;
    Exact credit;
    Exact rounding;  // where the sum is rounded and not its lines
    Exact total;
    Exact average_price;  // amount ÷ quantity, or ÷ the full quantity where there is one

    /// Empties it and keeps its memory.
    void clear() {
        lines.clear();
        credits.clear();
        measured = {};
        amount = minimum = discount = over_maximum = credit = rounding = total = average_price = {};
    }
    bool operator==(const Rated&) const = default;
};

/// Where a charge's money is rounded, and how.
enum class RoundAt : std::uint8_t {
    line,     // each line, and each discount on it
    total,    // the sum of the lines, once
    nowhere,  // left to the document
};
struct RoundingPolicy {
    RoundAt at{RoundAt::line};
    RoundingMode mode{RoundingMode::half_away};
    unsigned decimals{2};
    bool operator==(const RoundingPolicy&) const = default;
};

/// Adds lines to a Rated, each rounded as the charge says.
class LineWriter {
public:
    LineWriter(std::vector<Line>& lines, const RoundingPolicy& rounding)
        : lines_{lines}, rounding_{rounding} {}

    void add(LineKind kind, std::uint32_t tier, Exact quantity, Exact price) {
        add_amount(kind, tier, quantity, price, product(quantity, price));
    }
    void add_amount(LineKind kind, std::uint32_t tier, Exact quantity, Exact price, Exact amount) {
        Line line;
        line.kind = kind;
        line.tier = tier;
        line.quantity = quantity;
        line.price = price;
        line.amount = rounded_line(amount);
        line.total = line.amount;
        lines_.push_back(line);
    }
    /// What the lines so far come to.
    Exact sum() const {
        Exact sum;
        for (const Line& line : lines_) sum += line.amount;
        return sum;
    }
    Exact rounded_line(Exact amount) const {
        if (rounding_.at != RoundAt::line) return amount;
        return round_at(amount, rounding_.decimals, rounding_.mode);
    }

private:
    std::vector<Line>& lines_;
    const RoundingPolicy& rounding_;
};

}  // namespace pos::billing
