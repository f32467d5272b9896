#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "app/core/billing/billing_books.hpp"
#include "app/core/failure.hpp"
#include "pos/billing/cycle/schedule.hpp"
#include "pos/store/billing/recurrences.hpp"

/// Credit that is granted anew each period: minutes of a month, a bonus of each year.
namespace app::core::billing {

/// A rule for an account.
struct NewRecurrence {
    std::string account;       // its number
    std::string subscription;  // its number; while that is paused nothing is granted; may be empty
    std::string amount;
    std::string unit;      // "kWh"; empty: money
    std::string rollover;  // so much of what is left goes on for one more period; empty: nothing
    bool paid{false};      // of money: each lot is owed by the account's terms
    std::int64_t priority{0};          // lower ones are used up first
    std::int64_t lifetime_days{0};     // 0: to the end of its period
    std::string every{"month"};        // day, week, month, quarter, half_year, year
    std::string from;                  // a day, from which periods are counted; empty: today
    std::string until;                 // periods that begin from then on grant nothing; empty: ever
    std::vector<std::string> charges;  // codes of those it covers; empty: any
    std::string note;
    std::string once{};  // 32 hex digits at least: the same ones again are the same rule
};
/// Keeps a rule; what is due by it is granted by grant_recurring().
///
/// errors: no such account or subscription, no amount above zero, a length of period that there is
///         not, days that make no sense or lie more than kBackDaysMax back, a scope without a code
Outcome<pos::store::billing::StoredRecurrence> put_recurring(BillingBooks& books,
                                                             const NewRecurrence& asked,
                                                             pos::Instant now, pos::Random& random);

/// Periods that begin from a day on (empty: tomorrow) grant nothing more. What was granted stays.
///
/// errors: no such rule, one that has ended by then, a day that is none
Outcome<pos::Date> end_recurring(BillingBooks& books, const std::string& rule,
                                 const std::string& on, pos::Instant now);

/// Grants what is due by an account's rules, or any account's: of each period that has begun, one
/// lot, however often this is called and wherever it was stopped; periods that were left out, as a
/// pause that was taken back, are made up for. A period of which a subscription is paused when it
/// begins, or has not begun or is over, grants nothing. How many lots.
Outcome<std::int64_t> grant_recurring(BillingBooks& books, std::optional<pos::Ulid> account,
                                      pos::Instant now, pos::Random& random);
/// Whether there is any rule at all.
Outcome<bool> has_recurring(pos::store::db::Connection& db);

std::optional<pos::billing::cycle::Every> every_of(const std::string& word);
std::string word_of(const pos::billing::cycle::Every& every);

}  // namespace app::core::billing
