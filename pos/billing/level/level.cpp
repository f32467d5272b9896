#include "pos/billing/level/level.hpp"

#include <algorithm>

#include "pos/base/assert.hpp"
#include "pos/billing/cycle/schedule.hpp"
#include "pos/money/rounding.hpp"

namespace pos::billing::level {

namespace {

constexpr cycle::Every kEachMonth{};

/// That day of a month, or its last; `months` behind the month of `of`.
Date on_day(Date of, int months, unsigned day) {
    const auto at = split(of);
    const Date first = cycle::shift(make_date(at.year, at.month, 1), kEachMonth, months);
    const Date behind = cycle::shift(first, kEachMonth, 1);
    const auto last = static_cast<unsigned>(behind.days - first.days);
    return {first.days + static_cast<std::int32_t>(std::min(day, last)) - 1};
}

/// Rounded up to whole steps; empty where that is too much.
std::optional<std::int64_t> in_steps(Wide numerator, Wide denominator, std::int64_t step_minor) {
    const auto steps =
        multiply_divide(numerator, Wide{1}, denominator * Wide{step_minor}, RoundingMode::up);
    if (!steps || *steps > Wide{kAmountMax / step_minor}) return std::nullopt;
    const auto minor = static_cast<std::int64_t>(*steps) * step_minor;
    if (minor <= 0) return std::nullopt;
    return minor;
}

}  // namespace

Date end_of(const Term& term) {
    POS_ASSERT(in_range(term));
    return cycle::shift(term.from, kEachMonth, static_cast<int>(term.months));
}

std::vector<Payment> schedule(const Term& term) {
    POS_ASSERT(in_range(term));
    // The first month that has such a day within the term.
    const int skip = on_day(term.from, 0, term.day) < term.from ? 1 : 0;
    std::vector<Payment> payments;
    for (unsigned i = 0; i < term.payments; ++i) {
        Payment& one = payments.emplace_back();
        const int month = static_cast<int>(i);
        one.position = i + 1;
        one.from = cycle::shift(term.from, kEachMonth, month);
        one.to =
            i + 1 == term.payments ? end_of(term) : cycle::shift(term.from, kEachMonth, month + 1);
        one.due = std::min(on_day(term.from, month + skip, term.day), Date{end_of(term).days - 1});
    }
    return payments;
}

std::int64_t amount_on(std::span<const Amount> amounts, Date day) {
    const Amount* last = nullptr;
    for (const Amount& one : amounts) {
        if (one.from <= day) last = &one;
    }
    POS_ASSERT(last != nullptr);
    return last->minor;
}

Look look(const Agreement& agreement, Date as_of, const Waits& waits) {
    const Term& term = agreement.term;
    const Date settles{agreement.to.days + waits.grace_days};
    Look found;
    if (as_of >= settles) {
        found.stage = Stage::settles;
        return found;
    }
    found.stage = as_of < term.from ? Stage::before : Stage::held;
    found.next = settles;
    const auto payments = schedule(term);
    for (const Payment& payment : payments) {
        const bool asked =
            std::ranges::find(agreement.asked, payment.position) != agreement.asked.end();
        if (asked || payment.due >= agreement.to) continue;
        const Date ask = std::max(term.from, Date{payment.due.days - waits.terms_days});
        if (ask > as_of) {
            found.next = std::min(*found.next, ask);
            continue;
        }
        // Where the agreement ends early, so does the part that is paid for.
        DuePayment& due = found.due.emplace_back();
        due.payment = payment;
        due.payment.to = std::min(payment.to, agreement.to);
        due.minor = amount_on(agreement.amounts, payment.due);
    }
    return found;
}

std::optional<CostWithin> cost_within(std::span<const Spent> all, Date from, Date to) {
    std::optional<Date> first;
    std::optional<Date> end;
    for (const Spent& one : all) {
        if (one.to <= one.from || one.to <= from || one.to > to) continue;
        first = std::min(first.value_or(one.from), one.from);
        end = std::max(end.value_or(one.to), one.to);
    }
    if (!first) return std::nullopt;
    CostWithin found{std::max(*first, from), *end, {}};
    found.cost.days = found.to.days - found.from.days;
    for (const Spent& one : all) {
        const std::int32_t within =
            std::min(one.to, found.to).days - std::max(one.from, found.from).days;
        if (one.to <= one.from || within <= 0) continue;
        found.cost.minor += divide(Wide{one.minor} * Wide{within},
                                   Wide{one.to.days - one.from.days}, RoundingMode::half_away);
    }
    return found;
}

std::optional<std::int64_t> proposed(const Cost& cost, std::int32_t year_days, const Term& term,
                                     std::int64_t step_minor) {
    POS_ASSERT(cost.days > 0 && year_days > 0 && term.payments > 0 && step_minor > 0);
    if (cost.minor <= 0) return std::nullopt;
    return in_steps(Wide{cost.minor} * Wide{year_days} * Wide{term.months},
                    Wide{cost.days} * Wide{12} * Wide{term.payments}, step_minor);
}

std::optional<std::int64_t> proposed_rest(std::int64_t expected_minor, std::int64_t asked_minor,
                                          unsigned left, std::int64_t step_minor) {
    POS_ASSERT(left > 0 && step_minor > 0);
    const Wide rest = Wide{expected_minor} - Wide{asked_minor};
    if (rest <= Wide{0}) return std::nullopt;
    return in_steps(rest, Wide{left}, step_minor);
}

std::int64_t scaled(const Cost& cost, std::int32_t days) {
    POS_ASSERT(cost.days > 0 && days >= 0);
    return divide(Wide{cost.minor} * Wide{days}, Wide{cost.days}, RoundingMode::half_away);
}

bool differs(std::int64_t agreed_minor, std::int64_t expected_minor, unsigned percent) {
    const Wide apart = Wide{expected_minor} - Wide{agreed_minor};
    const Wide size = apart < Wide{0} ? -apart : apart;
    return size * Wide{100} > Wide{agreed_minor} * Wide{percent};
}

}  // namespace pos::billing::level
