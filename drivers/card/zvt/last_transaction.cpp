#include "drivers/card/zvt/last_transaction.hpp"

#include <charconv>
#include <cstdlib>

namespace drivers::card::zvt {

namespace {

/// How far a terminal's clock may be from the till's.
constexpr std::int64_t kClocksApart_s = 120;
/// How long an order may have taken.
constexpr std::int64_t kOrderTakes_s = 15 * 60;

int number(std::string_view digits) {
    int value = 0;
    std::from_chars(digits.data(), digits.data() + digits.size(), value);
    return value;
}

/// Seconds from the asking to what the terminal's clock showed; a year has no place on it.
std::optional<std::int64_t> seconds_after(const pos::LocalTime& asked,
                                          const StatusInformation& last) {
    if (last.date.size() != 4 || last.time.size() != 6) return std::nullopt;
    const int year = pos::split(asked.date).year;
    std::optional<std::int64_t> nearest;
    for (const int guess : {year - 1, year, year + 1}) {
        const std::string text =
            std::to_string(guess) + '-' + last.date.substr(0, 2) + '-' + last.date.substr(2);
        const auto date = pos::parse_date(text);
        if (!date) continue;
        const std::int64_t days = date->days - asked.date.days;
        const std::int64_t second_of_day = number(last.time.substr(0, 2)) * 3600 +
                                           number(last.time.substr(2, 2)) * 60 +
                                           number(last.time.substr(4));
        const std::int64_t after = days * 86'400 + second_of_day - asked.second_of_day;
        if (!nearest || std::abs(after) < std::abs(*nearest)) nearest = after;
    }
    return nearest;
}

bool of_that_kind(const Order& order, const StatusInformation& last) {
    return (order.action == Action::reversal) == !last.original_trace.empty();
}

}  // namespace

std::string key_of(const StatusInformation& s) {
    std::string key;
    for (const std::string* part :
         {&s.terminal, &s.receipt, &s.trace, &s.original_trace, &s.turnover, &s.date, &s.time}) {
        key += *part + '/';
    }
    return key + (s.amount_minor ? std::to_string(*s.amount_minor) : std::string{});
}

Outcome outcome_of(const Order& order, const std::optional<StatusInformation>& last) {
    if (!last) return Outcome::unknown;
    if (key_of(*last) == order.last_before) return Outcome::declined;
    const bool fits = last->amount_minor == static_cast<std::uint64_t>(order.amount_minor) &&
                      last->result.value_or(0) == 0 && of_that_kind(order, *last);
    if (!fits) return Outcome::unknown;
    if (order.last_before != kNotSaid) return Outcome::booked;
    const auto after = seconds_after(order.asked, *last);
    const bool in_time = after && *after >= -kClocksApart_s && *after <= kOrderTakes_s;
    return in_time ? Outcome::booked : Outcome::unknown;
}

}  // namespace drivers::card::zvt
