#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "app/core/billing/billing_books.hpp"
#include "app/core/failure.hpp"
#include "pos/base/calendar.hpp"
#include "pos/money/money.hpp"
#include "pos/store/billing/levels.hpp"

/// Level payments: an account pays the same amount month by month, on account of all that it and
/// those it pays for are billed. The bill run asks for each payment by an invoice of its own, with
/// tax, and bills nothing else of the term until that is over: then it bills the whole term and
/// takes back what was asked for. What belongs to the time before is billed as of any account.
namespace app::core::billing {

struct NewLevel {
    std::string account{};  // its number
    std::string amount{};   // "90.00", with tax where the account bears any
    std::string from{};     // a day; empty: today
    unsigned day{0};        // of the month, on which payments are due; 0: that of `from`
    unsigned months{12};    // of the term
    unsigned payments{0};   // in as many of its first months; 0: in each
    std::string
        tax_class{};     // of the payments; empty: that of the account's plans, if they have one
    bool renews{false};  // the next term follows by itself, with the amount of the last payment
};
/// errors: no such account, or one that another pays for; no amount above zero; no day, or one
///         before today; no such term; another agreement runs; no tax class, or several that might
///         be meant; the account's currency is not that of the books
Outcome<pos::store::billing::LevelAgreement> agree_level(BillingBooks& books, const NewLevel& asked,
                                                         bool dry_run, pos::Instant now,
                                                         pos::Random& random);

/// Other payments from a day on.
///
/// errors: none runs; no amount above zero; no day of the term from today on, or none behind what
///         was asked for already
Outcome<void> change_level(BillingBooks& books, const std::string& account,
                           const std::string& amount, const std::string& from, pos::Instant now);

/// Ends the term on a day, empty: today. The next bill run from then on settles it.
///
/// errors: none runs; no day of the term from today on
Outcome<pos::Date> end_level(BillingBooks& books, const std::string& account, const std::string& on,
                             pos::Instant now);

struct LevelQuestion {
    std::string account{};
    unsigned months{12};
    unsigned payments{0};  // 0: one a month
    std::string step{};    // payments are rounded up to whole ones; empty: 1.00
    // What is used a year, by what is counted; empty: what the last twelve months were billed.
    std::map<std::string, std::string> used{};
};
struct LevelProposal {
    pos::Money payment{};
    pos::Money year{};  // what a year comes to, with tax where the account bears any
    pos::Date from{};   // that it is worked out from; of expected usage nothing
    pos::Date to{};
};
/// What would pay for a term: by what the account was billed within twelve months, each line evenly
/// over its days, or by expected usage at the prices of its plans, with what it leaves missing to
/// commitments.
///
/// errors: no such account; nothing was billed, or of less than four weeks; no such term or step;
///         usage that says nothing of what a plan counts; what cannot be priced
Outcome<LevelProposal> propose_level(pos::store::db::Connection& db, const ShopState& office,
                                     const LevelQuestion& asked, pos::Instant now);

/// How an agreement stands against what has been used since it began.
struct LevelReview {
    std::string account;
    pos::Money agreed{};    // what the whole term asks for
    pos::Money expected{};  // what it comes to, as far as is known now
    pos::Money payment{};   // the next one, as it is agreed
    pos::Money proposed{};  // what those that are left must come to, rounded up to whole units
    unsigned left{0};       // payments that were not asked for yet
    bool differs{false};    // expected is off by more than was asked for
};
/// By the periods that are over, as the next bill would have them, each evenly over its days within
/// the term. Nothing: none runs, or nothing
/// of its term is over yet.
///
/// errors: no such account; what cannot be billed, and why
Outcome<std::optional<LevelReview>> review_level(pos::store::db::Connection& db,
                                                 const ShopState& office,
                                                 const std::string& account, unsigned percent,
                                                 pos::Instant now);

}  // namespace app::core::billing
