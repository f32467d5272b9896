#pragma once

#include <fmt/format.h>

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "pos/billing/bill/propose.hpp"

/// Why something was not billed or not delivered. The words are kept in the database and said on
/// the command line; whoever says it in another language finds out which ones they are.
namespace app::core::billing {

struct Cause {
    std::string_view name;
    std::string_view words;  // with {name} for what it is about; {reason} is a cause of its own
};

namespace causes {

// Of an account that is not billed.
inline constexpr Cause kBadLine{"bad_line",
                                "subscription {subscription}, charge {charge}, {from} to {to}: "
                                "{reason}"};
inline constexpr Cause kNoZone{"no_zone", "the zone {zone} is unknown"};
inline constexpr Cause kNoReadings{"no_readings", "what its counters showed could not be read"};
inline constexpr Cause kNoUsage{"no_usage", "its usage could not be read"};
inline constexpr Cause kNoPlan{"no_plan", "the plan {plan} could not be read"};
inline constexpr Cause kOddPlan{"odd_plan",
                                "plan {plan} version {version} makes no sense to this program"};
inline constexpr Cause kPlanCurrency{"plan_currency",
                                     "plan {plan} is in {currency}, and the account in {other}"};
inline constexpr Cause kNeverBegan{"never_began", "subscription {subscription} never began"};
inline constexpr Cause kPriceWithTax{
    "price_with_tax",
    "charge {charge} has a price with tax, and the account bears none: give it a plan with prices "
    "without tax"};
inline constexpr Cause kNoTaxClass{
    "no_tax_class",
    "charge {charge} names the tax class {class}, which there is not: counterfoil tax"};
inline constexpr Cause kNoPercentage{
    "no_percentage",
    "tax class {class} of charge {charge} is not one percentage, as an invoice's line must have"};
inline constexpr Cause kLineTooLarge{"line_too_large",
                                     "charge {charge} comes to {amount}, more than a line can be"};
inline constexpr Cause kBillTooLarge{"bill_too_large",
                                     "the amounts are too large for one document"};
inline constexpr Cause kNoLevels{"no_levels", "what it was asked for on account could not be read"};
inline constexpr Cause kContradicts{"contradicts", "its bill contradicts the books"};
inline constexpr Cause kNotWritten{"not_written", "its bill could not be written: {reason}"};
inline constexpr Cause kChanges{
    "changes", "it changed again and again while it was worked out; the next run bills it"};

// Of a letter that does not arrive.
inline constexpr Cause kNoEmail{"no_email", "the customer has no e-mail address"};
inline constexpr Cause kBadEmail{"bad_email", "that is no e-mail address"};

/// All of them, and what the rules of billing say of a line.
inline constexpr std::array kAll{
    kBadLine,
    kNoZone,
    kNoReadings,
    kNoUsage,
    kNoPlan,
    kOddPlan,
    kPlanCurrency,
    kNeverBegan,
    kPriceWithTax,
    kNoTaxClass,
    kNoPercentage,
    kLineTooLarge,
    kBillTooLarge,
    kNoLevels,
    kContradicts,
    kNotWritten,
    kChanges,
    kNoEmail,
    kBadEmail,
    Cause{"quantity_range", "a quantity is beyond 10^12, or an amount beyond 10^11"},
    Cause{"quantity_negative", "a quantity is negative, and units of this charge cannot come back"},
    Cause{"many_events", "there are more than a million events"},
    Cause{"amount_range", "it comes to more than 10^11"},
    Cause{"credits", "the credits are more than the lines come to"},
    Cause{"record_at_fault", "record {id} of {source}: {reason}"},
    Cause{"no_prefix", "the call of {day} to {number} has no prefix of the deck"},
    Cause{"less_than_nothing", "of {day} there is less than nothing"}};

}  // namespace causes

/// Its words with what it is about: `fmt::arg("charge", …)`.
///
/// requires: one for each name in its words
template <class... Args>
std::string say(const Cause& cause, const Args&... args) {
    return fmt::format(fmt::runtime(cause.words), args...);
}

/// A line that cannot be priced.
std::string bad_line_words(const pos::billing::bill::BillFault& fault);

/// A cause as it was said.
struct SaidCause {
    std::string_view name;
    std::vector<std::pair<std::string, std::string>> about;
};
/// Nothing where the words are none of a Cause: a server's own, or those of an older program.
std::optional<SaidCause> cause_of(std::string_view words);

}  // namespace app::core::billing
