#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "pos/base/calendar.hpp"

/// Level payments: an account pays the same amount month by month on account of what it uses, and
/// is billed once for the whole term.
namespace pos::billing::level {

inline constexpr unsigned kMonthsMax = 24;
/// A payment, in minor units.
inline constexpr std::int64_t kAmountMax = 1'000'000'000'000;

/// A term of whole months.
struct Term {
    Date from{};
    unsigned months{12};
    unsigned payments{12};  // in as many of its first months
    unsigned day{1};        // of the month, on which each is due; the last where it has no such day
};
constexpr bool in_range(const Term& term) {
    return term.months >= 1 && term.months <= kMonthsMax && term.payments >= 1 &&
           term.payments <= term.months && term.day >= 1 && term.day <= 31;
}
/// The day behind its last one.
///
/// requires: in_range(term)
Date end_of(const Term& term);

/// One payment of a term.
struct Payment {
    unsigned position{0};  // from 1
    Date from{};           // the part of the term that it is for: [from, to)
    Date to{};
    Date due{};
};
/// All payments of a term, a month apart: the first is due on the first such day of the term.
///
/// requires: in_range(term)
/// ensures:  the parts are the whole term; the days rise, and are within it
std::vector<Payment> schedule(const Term& term);

/// What a payment comes to from a day on.
struct Amount {
    Date from{};
    std::int64_t minor{0};
};
/// requires: by their days; there is one from `day` or before
std::int64_t amount_on(std::span<const Amount> amounts, Date day);

/// An agreement as a bill run finds it.
struct Agreement {
    Term term;
    Date to{};                    // the day behind its last one: that of its term, or earlier
    std::vector<Amount> amounts;  // by their days; the first is the term's
    std::vector<unsigned> asked;  // positions of payments that were asked for
};

/// What a bill run has to do with an account.
enum class Stage : std::uint8_t {
    before,   // it has not begun: the account is billed as any other
    held,     // payments are asked for, and usage waits
    settles,  // the term is over: all of it is billed, and what was asked for is taken back
};
struct DuePayment {
    Payment payment;
    std::int64_t minor{0};
};
struct Look {
    Stage stage{Stage::before};
    std::vector<DuePayment> due;  // of `held`: what is to be asked for now
    std::optional<Date> next;     // but for `settles`: when there is something to do next
};
/// How long people have.
struct Waits {
    int terms_days{0};  // a payment is asked for so long before it is due, within the term
    int grace_days{0};  // so long usage may still come in once the term is over
};
/// A payment that was asked for is never due again, and none is due once the term is over.
///
/// requires: in_range(agreement.term); as amount_on() for its first day
Look look(const Agreement& agreement, Date as_of, const Waits& waits);

/// What is known of what an account costs, for a proposal.
struct Cost {
    std::int64_t minor{0};
    std::int32_t days{0};  // that it is for
};
/// What something cost that was for some days, [from, to).
struct Spent {
    Date from{};
    Date to{};
    std::int64_t minor{0};
};
struct CostWithin {
    Date from{};
    Date to{};
    Cost cost;  // of these days
};
/// What all of it cost within [from, to), each evenly over its days. The window begins with the
/// first of it and ends with the last that is over within it; what is for no days is left out.
///
/// errors: empty where nothing of it is over within the window
std::optional<CostWithin> cost_within(std::span<const Spent> all, Date from, Date to);

/// What each payment must come to so that a term of `months` is paid: the cost of so much time, in
/// equal payments, rounded up to whole `step_minor`. A month is a twelfth of `year_days`.
///
/// requires: cost.days > 0; year_days 365 or 366; months, payments and step_minor above zero
/// errors:   empty where the cost is nothing or less, or a payment more than kAmountMax
std::optional<std::int64_t> proposed(const Cost& cost, std::int32_t year_days, const Term& term,
                                     std::int64_t step_minor);

/// What the payments that are left must come to so that a term is paid, rounded as above.
///
/// requires: left and step_minor above zero
/// errors:   empty where nothing is left to pay, or a payment is more than kAmountMax
std::optional<std::int64_t> proposed_rest(std::int64_t expected_minor, std::int64_t asked_minor,
                                          unsigned left, std::int64_t step_minor);

/// What so many days of a cost come to, to the nearest.
///
/// requires: cost.days > 0, days >= 0
std::int64_t scaled(const Cost& cost, std::int32_t days);

/// Whether what is expected now differs from what was agreed by more than so many percent of that.
bool differs(std::int64_t agreed_minor, std::int64_t expected_minor, unsigned percent);

}  // namespace pos::billing::level
