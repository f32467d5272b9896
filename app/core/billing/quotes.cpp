#include "app/core/billing/quotes.hpp"

#include "app/core/billing/customers.hpp"
#include "app/core/billing/e_invoice.hpp"
#include "app/core/billing/id_of.hpp"
#include "app/core/billing/in_transaction.hpp"
#include "app/core/billing/invoice_file.hpp"
#include "app/core/billing/references.hpp"
#include "app/core/invoice/sheet.hpp"
#include "pos/journal/archive/reader.hpp"
#include "pos/journal/archive/writer.hpp"
#include "pos/store/billing/billed.hpp"
#include "pos/store/billing/customers.hpp"
#include "pos/store/billing/documents.hpp"
#include "pos/store/columns.hpp"

namespace app::core::billing {

namespace {

namespace stored = pos::store::billing;
using pos::journal::DocumentIssued;

pos::Ulid id_of_reference(const NewInvoice& offered) {
    return id_of({"quote", offered.account, offered.reference});
}

Outcome<stored::Quote> find_quote(pos::store::db::Connection& db, const std::string& number) {
    auto found = stored::quote_of_number(db, number);
    if (!found) return std::unexpected{database(found.error())};
    if (!*found) return refuse(Why::no_document, number, "No quote has the number " + number + ".");
    return std::move(**found);
}

Outcome<stored::Quote> add(BillingBooks& books, const NewQuote& asked, WrittenQuote& written,
                           pos::Instant now, pos::Random& random) {
    const auto account = stored::account_of_number(*books.db, asked.offered.account);
    if (!account) return std::unexpected{database(account.error())};
    if (!*account) return refuse(Why::no_account, asked.offered.account, "The account is gone.");
    stored::Quote quote;
    quote.id = asked.offered.reference.empty() ? pos::make_ulid(now, random)
                                               : id_of_reference(asked.offered);
    quote.account = (*account)->stored.account.id;
    quote.currency = pos::store::currency_text(written.paper.currency);
    quote.issued_on = written.paper.issued_on;
    quote.valid_until = written.valid_until;
    quote.net_minor = written.paper.net.minor;
    quote.tax_minor = written.paper.tax.minor;
    quote.payable_minor = written.paper.payable.minor;
    quote.content = write_new_invoice(asked.offered);
    quote.by = books.user().name;
    quote.at = now;
    quote.series = "Q" + std::to_string(split(quote.issued_on).year) + books.stream->suffix();
    const auto drawn = books.stream->draw_number(quote.series);
    if (!drawn) return std::unexpected{failure(drawn.error())};
    quote.number = pos::store::office::document_number(quote.series, *drawn);
    written.paper.number = written.number = quote.number;
    written.paper.series = quote.series;
    quote.paper = pos::journal::archive::to_bytes(written.paper);
    const auto added = stored::add_quote(*books.db, quote);
    if (!added) return std::unexpected{database(added.error())};
    auto noted = note_change(
        books, "quote " + quote.number, "",
        noted_amount(written.paper.payable) + " for account " + asked.offered.account, now);
    if (!noted) return std::unexpected{noted.error()};
    return quote;
}

/// What was written by that reference before, if anything was.
Outcome<std::optional<WrittenQuote>> written_before(BillingBooks& books, const NewQuote& asked) {
    if (asked.offered.reference.empty()) return std::nullopt;
    const auto found = stored::quote_of(*books.db, id_of_reference(asked.offered));
    if (!found) return std::unexpected{database(found.error())};
    if (!*found) return std::nullopt;
    const stored::Quote& there = **found;
    if (there.content != write_new_invoice(asked.offered) ||
        asked.valid_until.value_or(there.valid_until) != there.valid_until) {
        return refuse(Why::taken, asked.offered.reference,
                      there.number + " was written by the reference " + asked.offered.reference +
                          " and says something else: give this one another.");
    }
    auto paper = read_paper(there);
    if (!paper) return std::unexpected{paper.error()};
    return WrittenQuote{there.number, there.valid_until, std::move(*paper)};
}

}  // namespace

Outcome<DocumentIssued> read_paper(const stored::Quote& quote) {
    auto paper = pos::journal::archive::from_bytes<DocumentIssued>(quote.paper);
    if (!paper) {
        return std::unexpected{
            Failure{FailureKind::environment, "The quote " + quote.number + " is damaged."}};
    }
    return std::move(*paper);
}

Outcome<WrittenQuote> write_quote(BillingBooks& books, const NewQuote& asked, bool dry_run,
                                  pos::Instant now, pos::Random& random) {
    const auto write = [&]() -> Outcome<WrittenQuote> {
        auto before = written_before(books, asked);
        if (!before) return std::unexpected{before.error()};
        if (*before) return std::move(**before);
        const pos::Date today = books.office.zone.local(now).date;
        WrittenQuote written;
        written.valid_until = asked.valid_until.value_or(pos::Date{today.days + kQuoteDays});
        if (written.valid_until < today) {
            return misuse(Why::passed, to_string(written.valid_until),
                          "It would be valid no more before it is written.");
        }
        NewInvoice offered = asked.offered;
        offered.reference.clear();
        offered.due_on.reset();
        auto draft = issue_written(books, offered, true, now, random);
        if (!draft) return std::unexpected{draft.error()};
        written.paper = std::move(*draft);
        if (dry_run) return written;
        const auto added = add(books, asked, written, now, random);
        if (!added) return std::unexpected{added.error()};
        return written;
    };
    return dry_run ? write() : in_transaction(books, write);
}

Outcome<DocumentIssued> invoice_quote(BillingBooks& books, const std::string& number,
                                      pos::Instant now, pos::Random& random) {
    return in_transaction(books, [&]() -> Outcome<DocumentIssued> {
        const auto quote = find_quote(*books.db, number);
        if (!quote) return std::unexpected{quote.error()};
        if (quote->invoice) {
            auto there = stored::document_of(*books.db, *quote->invoice);
            if (!there) return std::unexpected{failure(there.error())};
            if (*there) return std::move((*there)->issued);
        }
        if (quote->valid_until < books.office.zone.local(now).date) {
            return refuse(Why::ended, number,
                          number + " was valid until " + to_string(quote->valid_until) +
                              ": write a new one.");
        }
        auto offered = read_new_invoice(quote->content);
        if (!offered) return std::unexpected{offered.error()};
        offered->reference = "quote " + number;
        offered->due_on.reset();  // a quote has none
        auto issued = issue_written(books, *offered, false, now, random);
        if (!issued) return issued;
        const auto put = stored::put_quote_invoice(*books.db, quote->id, issued->document);
        if (!put) return std::unexpected{database(put.error())};
        auto noted =
            note_change(books, "quote " + number, "", "invoiced as " + issued->number, now);
        if (!noted) return std::unexpected{noted.error()};
        return issued;
    });
}

Outcome<pos::billing::invoice::Invoice> paper_of(pos::store::db::Connection& db,
                                                 const stored::Quote& quote, const Sender& sender) {
    auto paper = read_paper(quote);
    if (!paper) return std::unexpected{paper.error()};
    const auto account = stored::account_of(db, paper->account);
    if (!account) return std::unexpected{database(account.error())};
    stored::StoredDocument document;
    document.issued = std::move(*paper);
    if (*account) {
        stored::Billed billed{(*account)->party, (*account)->stored.account.references};
        const auto offered = read_new_invoice(quote.content);
        if (!offered) return std::unexpected{offered.error()};
        say_references(offered->references, billed.references);
        document.party = stored::bytes_of(billed);
    }
    auto invoice = e_invoice(document, sender, "");
    invoice.type = app::core::invoice::kQuoteType;
    invoice.due = quote.valid_until;
    invoice.payment.clear();
    invoice.payment_reference.clear();
    invoice.payment_terms.clear();
    return invoice;
}

}  // namespace app::core::billing
