#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/core/billing/billing_books.hpp"
#include "app/core/failure.hpp"
#include "pos/customer/references.hpp"
#include "pos/journal/events/billing.hpp"
#include "pos/tax/tax.hpp"

namespace app::core::billing {

/// A line as people write it.
struct WrittenLine {
    std::string text;
    std::string quantity{"1"};  // below zero where something is taken back
    std::string unit;           // as the bill says it: h, kg
    std::string price;          // of one, in the account's currency; finer than its coins if wanted
    std::string tax_class;      // empty: it bears none
};

/// An invoice that somebody writes: no plan bills it.
struct NewInvoice {
    std::string account;  // its number; the bill goes to whoever pays for it
    std::vector<WrittenLine> lines;
    pos::tax::PricesAre prices{pos::tax::PricesAre::without_tax};
    std::string note;
    std::optional<pos::Date> due_on{};  // else as the account's terms say
    // What whoever writes it calls it by, such as an order's number: the account's same one again
    // is that invoice, and no second one is written.
    std::string reference{};
    // What this one says in place of the account's; "-" leaves it out.
    pos::customer::InvoiceReferences references{};
};

inline constexpr std::size_t kWrittenLinesMax = 500;

/// Issues it today, as the bill run issues its own: numbered, signed, taxed by the account's
/// profile, paid at once by what the account has ahead. With `dry_run` nothing is kept and it has
/// no number.
///
/// errors: no such account; no line, or one that says nothing or has a figure that is none; a tax
///         class that there is not; prices with tax where the account bears none; a sum below zero;
///         taken: a reference that another invoice of the account has; as check_references()
Outcome<pos::journal::DocumentIssued> write_invoice(BillingBooks& books, const NewInvoice& asked,
                                                    bool dry_run, pos::Instant now,
                                                    pos::Random& random);

/// The same within the caller's transaction of the books, or for a dry run in none.
Outcome<pos::journal::DocumentIssued> issue_written(BillingBooks& books, const NewInvoice& asked,
                                                    bool dry_run, pos::Instant now,
                                                    pos::Random& random);

}  // namespace app::core::billing
