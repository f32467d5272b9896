#include "pos/billing/correction.hpp"

#include <algorithm>

#include "pos/base/assert.hpp"

namespace pos::billing {

namespace {

/// Lines that may be added to one another: the same kind, tier and price.
bool alike(const Line& a, const Line& b) {
    return a.kind == b.kind && a.price == b.price &&
           (a.tier == b.tier || a.kind == LineKind::volume_units);
}

void add(Line& to, const Line& line, int sign) {
    const auto signed_figure = [&](Exact figure) { return sign < 0 ? -figure : figure; };
    to.quantity += signed_figure(line.quantity);
    to.amount += signed_figure(line.amount);
    to.discount += signed_figure(line.discount);
    to.over_maximum += signed_figure(line.over_maximum);
    to.credit += signed_figure(line.credit);
    to.total += signed_figure(line.total);
}

bool no_money(const Line& line) {
    return line.amount.e14 == 0 && line.discount.e14 == 0 && line.over_maximum.e14 == 0 &&
           line.total.e14 == 0;
}

/// Adds `line` to what is kept for the part, as a line of its own where none is alike.
void put(std::vector<Booking>& bookings, std::size_t part, const Line& line, int sign) {
    const auto same = std::ranges::find_if(bookings, [&](const Booking& booking) {
        return booking.part == part && alike(booking.line, line);
    });
    if (same != bookings.end()) {
        add(same->line, line, sign);
        return;
    }
    Line made;
    made.kind = line.kind;
    made.tier = line.tier;
    made.price = line.price;
    add(made, line, sign);
    bookings.push_back({part, made});
}

/// What part `part` adds to the lines before it: more of a line is the part's own, and a line that
/// is gone is taken back where it was put.
void put_difference(std::vector<Booking>& wanted, std::size_t part, const std::vector<Line>& before,
                    const std::vector<Line>& now) {
    const auto has = [](const std::vector<Line>& lines, const Line& line) {
        return std::ranges::any_of(lines, [&](const Line& one) { return alike(one, line); });
    };
    for (const Line& line : before) {
        if (has(now, line)) {
            put(wanted, part, line, -1);
            continue;
        }
        const std::vector<Booking> snapshot = wanted;
        for (const Booking& booking : snapshot) {
            if (alike(booking.line, line)) put(wanted, booking.part, booking.line, -1);
        }
    }
    for (const Line& line : now) put(wanted, part, line, +1);
}

}  // namespace

std::expected<std::vector<Line>, RatingError> PartBilling::rated(Exact quantity, bool last) const {
    Charge charge = charge_;
    if (!last) charge.commitment.minimum.reset();
    auto result = rate(charge, Usage{.quantity = quantity});
    if (!result) return std::unexpected{result.error()};
    return std::move(result->lines);
}

std::vector<Booking> PartBilling::book(std::vector<Booking> wanted) {
    for (const Booking& booking : booked_) put(wanted, booking.part, booking.line, -1);
    std::erase_if(wanted, [](const Booking& booking) { return no_money(booking.line); });
    std::ranges::stable_sort(wanted, {}, &Booking::part);
    for (const Booking& booking : wanted) put(booked_, booking.part, booking.line, +1);
    ++parts_;
    return wanted;
}

std::expected<std::vector<Booking>, RatingError> PartBilling::bill(
    std::span<const Exact> quantities, bool last) {
    POS_ASSERT(!quantities.empty());
    std::vector<Booking> wanted;
    if (corrections_ == CorrectionsOn::current_part) {
        const auto lines = rated(quantities.back(), last);
        if (!lines) return std::unexpected{lines.error()};
        // Whatever part it was booked on: what is booked altogether is what was billed.
        for (Booking& booking : booked_) booking.part = parts_;
        for (const Line& line : *lines) put(wanted, parts_, line, +1);
        return book(std::move(wanted));
    }
    POS_ASSERT(quantities.size() == parts_ + 1);
    std::vector<Line> before;
    for (std::size_t part = 0; part < quantities.size(); ++part) {
        auto lines = rated(quantities[part], last && part + 1 == quantities.size());
        if (!lines) return std::unexpected{lines.error()};
        put_difference(wanted, part, before, *lines);
        before = std::move(*lines);
    }
    return book(std::move(wanted));
}

}  // namespace pos::billing
