#pragma once

#include <optional>
#include <string>

#include "app/core/billing/billing_books.hpp"
#include "app/core/billing/sender.hpp"
#include "app/core/billing/write_invoice.hpp"
#include "app/core/failure.hpp"
#include "pos/billing/invoice/invoice.hpp"
#include "pos/store/billing/quotes.hpp"

/// Quotes: invoices that are offered before anything is owed. Nothing of them is in the ledger.
namespace app::core::billing {

inline constexpr int kQuoteDays = 30;

/// What is offered, written as an invoice is. Its due day is no quote's: the invoice will be due as
/// the account's terms say.
struct NewQuote {
    NewInvoice offered;
    std::optional<pos::Date> valid_until{};  // kQuoteDays from today where nothing is said
};

/// A quote with what it comes to, taxed as of today.
struct WrittenQuote {
    std::string number;  // empty of a dry run
    pos::Date valid_until{};
    pos::journal::DocumentIssued paper;
};

/// Writes a quote of a series of its own ("Q2026-000001"). The account's same reference again is
/// that quote, as with write_invoice(). With `dry_run` nothing is kept.
///
/// errors: those of write_invoice(); a last day that has passed; taken: a reference of another
///         quote of the account
Outcome<WrittenQuote> write_quote(BillingBooks& books, const NewQuote& asked, bool dry_run,
                                  pos::Instant now, pos::Random& random);

/// Makes a quote an invoice, once: whoever asks again has the same invoice. It is taxed as of
/// today.
///
/// errors: no such quote; it is valid no more; those of write_invoice()
Outcome<pos::journal::DocumentIssued> invoice_quote(BillingBooks& books, const std::string& number,
                                                    pos::Instant now, pos::Random& random);

/// A quote as it is shown to people: to be written as text or a page.
Outcome<pos::billing::invoice::Invoice> paper_of(pos::store::db::Connection& db,
                                                 const pos::store::billing::Quote& quote,
                                                 const Sender& sender);

/// What it came to when it was written.
///
/// errors: damaged
Outcome<pos::journal::DocumentIssued> read_paper(const pos::store::billing::Quote& quote);

}  // namespace app::core::billing
