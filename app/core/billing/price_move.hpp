#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "app/core/billing/billing_books.hpp"
#include "app/core/billing/plan_figures.hpp"
#include "app/core/failure.hpp"
#include "pos/base/calendar.hpp"
#include "pos/money/money.hpp"

/// A subscription keeps the version of its plan that it was given. These move it to another one, as
/// of a day, and say beforehand what that changes for whom.
namespace app::core::billing {

struct PriceMove {
    std::string plan;
    std::uint32_t version{0};           // that they are moved to
    std::string from;                   // a day; each account's begins by its own clocks
    std::vector<std::string> accounts;  // their numbers; none: all that have the plan
    bool operator==(const PriceMove&) const = default;
};

/// What becomes of one subscription. Of those that are not moved, the first reason that holds.
enum class Moving : std::uint8_t {
    moves,       // it is moved, or its move is taken back
    already,     // it has that version by then, or the move was taken back before
    ended,       // it is over by then
    begins,      // it begins on that day or later, or got its version on that very day
    billed,      // usage of that day or a later one is billed, or something by the new version
    fixed_term,  // its price may not rise before its term ends
    unpriced,    // what it would come to cannot be worked out
};
/// "moves", "already", …
const char* word_of(Moving moving);

/// What a charge came to in the last period, and would have by the other version, with tax.
struct ChargeMoved {
    std::string code;
    std::string name;
    pos::Money before{};
    pos::Money after{};
};
struct SubscriptionMoved {
    std::string account;  // its number
    std::string name;     // whose
    std::string subscription;
    std::string payer;         // the number of the account that pays: mostly the same
    std::uint32_t version{0};  // that it has until then
    Moving moving{Moving::moves};
    std::string why;                 // in words, of one that is not moved
    std::optional<pos::Date> until;  // billed up to then, or the end of its term
    // Of a look: the last full period, and what it comes to by either version, with tax.
    std::optional<pos::Date> period_from;
    std::optional<pos::Date> period_to;
    bool whole{false};  // it had begun by then
    pos::Money before{};
    pos::Money after{};
    std::vector<ChargeMoved> charges;
};
/// The next bill of an account that pays, as it would be on the day of the move but for level
/// payments.
struct BillMoved {
    std::string account;
    std::string name;
    pos::Date as_of{};                  // the day, or today if that is later, and the days of grace
    std::optional<pos::Money> without;  // nothing to bill: none
    std::optional<pos::Money> with;
    std::string fault;  // why it could not be billed; else empty
};
/// What one of the versions that are left costs otherwise.
struct VersionMoved {
    std::uint32_t version{0};
    std::vector<FigureMoved> figures;
};

struct PriceMoveReport {
    PriceMove asked;
    pos::Date from{};
    pos::Currency currency{};
    bool dry_run{false};
    bool taken_back{false};
    std::vector<VersionMoved> versions;            // by their numbers
    std::vector<SubscriptionMoved> subscriptions;  // the largest change first, then who stays
    std::vector<BillMoved> bills;                  // of a look, the largest change first
    std::int64_t moves{0};
    std::int64_t already{0};
    std::int64_t stays{0};  // for another reason
    // Of a look, of all that move.
    pos::Money before{};
    pos::Money after{};
    pos::Money without{};
    pos::Money with{};
    bool stopped{false};
};

struct PriceMoveProgress {
    std::int64_t accounts{0};  // looked at
    std::int64_t of{0};
};
struct PriceMoveOptions {
    bool dry_run{false};    // nothing is kept
    bool take_back{false};  // undo this very move, where nothing has been billed by it
    /// Told between transactions; false stops it there: what is moved by then stays.
    std::function<bool(const PriceMoveProgress&)> on_progress{};
};

/// Moves subscriptions, some accounts a transaction; what is moved already stays so, so that the
/// same again changes nothing and goes on where it was stopped. From the day on each is billed by
/// the new version as after a change of plan, in mid-period too, but its phases go on as they were
/// counted and their one-time fees are not due again. What was to become of it later still does.
///
/// errors: a day that is none, or more than kBackDaysMax days ago; no such plan, version or
///         account; a version that does not hold on that day
Outcome<PriceMoveReport> move_prices(BillingBooks& books, const PriceMove& asked,
                                     const PriceMoveOptions& options, pos::Instant now);

}  // namespace app::core::billing
