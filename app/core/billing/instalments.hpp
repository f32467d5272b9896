#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "app/core/billing/billing_books.hpp"
#include "app/core/failure.hpp"
#include "pos/base/calendar.hpp"
#include "pos/store/billing/instalments.hpp"

/// Open invoices that an account may pay in parts. While every part is paid by its day nothing of
/// them is overdue: nobody is reminded, and nothing is collected. A part that is missed brings them
/// back whole, due as of that part's day: until the first reminder of it the account may still make
/// it good; that reminder ends what was agreed.
namespace app::core::billing {

inline constexpr unsigned kInstalmentsMax = 60;

/// Why something was not agreed, for whoever says it in another language.
enum class InstalmentFault : std::uint8_t {
    none,  // the failure says it
    nothing_open,
    agreed_already,  // `about` is a document
    no_parts,        // none, or too many
    part_amount,     // of nothing, or none
    wrong_sum,       // the parts come to `about`
    wrong_days,      // they do not rise, or have passed
    none_runs,
};

/// What is agreed: `parts` equal ones, a month apart from `first` on, or those that are named.
struct NewInstalments {
    std::string account;                 // its number
    std::vector<std::string> documents;  // empty: all that is open
    unsigned parts{0};
    std::string first;  // a day
    struct Part {
        std::string on;
        std::string amount;
    };
    std::vector<Part> named;  // then `parts` and `first` say nothing
};

/// Agrees it. The parts come to what is open, to the cent: what does not divide is in the first
/// ones. With `dry_run` nothing is kept.
///
/// errors: no such account or document, or another account's; each InstalmentFault
Outcome<pos::store::billing::InstalmentPlan> agree_instalments(BillingBooks& books,
                                                               const NewInstalments& asked,
                                                               bool dry_run, pos::Instant now,
                                                               pos::Random& random,
                                                               InstalmentFault* fault = nullptr);

/// Gives up what runs with an account: what is open is due again as it was.
///
/// errors: no such account; none_runs
Outcome<void> end_instalments(BillingBooks& books, const std::string& account, pos::Instant now,
                              InstalmentFault* fault = nullptr);

/// What instalments make of an invoice that is due.
struct Deferral {
    bool is_deferred{false};  // it is left alone: agreed, and no part was missed by that day
    std::optional<pos::Date> due_on;  // of the part that was missed: as of then it is due again
    std::optional<pos::Ulid> plan;    // that runs
};
Outcome<Deferral> deferral_of(pos::store::db::Connection& db, const pos::Ulid& document,
                              pos::Date as_of);
/// The same of many, in their order.
Outcome<std::vector<Deferral>> deferrals_of(pos::store::db::Connection& db,
                                            std::span<const pos::Ulid> documents, pos::Date as_of);

/// The day that many months later, or the month's last where it has no such day.
pos::Date months_later(pos::Date from, unsigned months);

}  // namespace app::core::billing
