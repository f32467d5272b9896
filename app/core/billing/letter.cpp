#include "app/core/billing/letter.hpp"

#include "app/core/billing/asked_by_now.hpp"
#include "app/core/billing/e_invoice.hpp"
#include "app/core/billing/line_words.hpp"
#include "app/core/billing/open_balance.hpp"
#include "app/core/billing/statement.hpp"
#include "app/core/invoice/shape.hpp"
#include "app/core/invoice/writing.hpp"
#include "pos/store/billing/customers.hpp"
#include "pos/store/billing/receivables.hpp"

namespace app::core::billing {

namespace {

using app::core::invoice::Shape;
using pos::store::billing::StoredDocument;
namespace inv = pos::billing::invoice;

Outcome<inv::Invoice> reminder_of(pos::store::db::Connection& db, const StoredDocument& document,
                                  const Sender& sender) {
    const auto& issued = document.issued;
    const auto open = pos::store::billing::open_items(db, issued.account);
    if (!open) return std::unexpected{failure(pos::store::to_store_error(open.error()))};
    pos::Money left = pos::zero(issued.currency);
    for (const auto& item : *open) {
        if (item.about == issued.document) left.minor = item.open_minor;
    }
    auto invoice = e_invoice(document, sender, "");
    invoice.type = app::core::invoice::kReminderType;
    invoice.issued = issued.lines.front().from;  // of the bill from before
    invoice.taxes.clear();
    for (auto& line : invoice.lines) line.tax.reset();
    invoice.totals.net.reset();
    invoice.totals.tax.reset();
    invoice.totals.prepaid = inv::figure(issued.payable - left);
    invoice.totals.payable = inv::figure(left);
    return invoice;
}

}  // namespace

Outcome<Letter> read_letter(pos::store::db::Connection& db, const pos::Ulid& document,
                            const Sender& sender, Stationery& stationery,
                            const std::string& office_locale, pos::Date today) {
    auto found = pos::store::billing::document_of(db, document);
    if (!found) return std::unexpected{failure(found.error())};
    if (!*found) return refuse("The document is not there any more.");
    const auto asked = asked_by_now(db, **found, today);
    if (!asked) return std::unexpected{asked.error()};
    (*found)->issued.asked = asked->how;
    const bool reminder = is_opening_balance((*found)->issued);
    auto invoice = reminder ? reminder_of(db, **found, sender) : invoice_of(db, **found, sender);
    if (!invoice) return std::unexpected{invoice.error()};
    for (auto& means : invoice->payment) {
        if (means.debit && !asked->debited.empty()) means.debit->account = asked->debited;
    }
    const auto account = pos::store::billing::account_of(db, (*found)->issued.account);
    if (!account) return std::unexpected{failure(pos::store::to_store_error(account.error()))};
    Letter letter{std::move(*invoice), {}, {}, {}};
    if (*account) letter.party = (*account)->party;
    letter.language = language_of(letter.party, office_locale);
    put_reasons_in_words(letter.invoice, (*found)->issued, stationery.words(letter.language));
    Outcome<app::core::invoice::Sheet> page =
        reminder ? stationery.page(letter.invoice, letter.language)
                 : stationery.page(db, **found, letter.invoice, letter.language);
    if (!page) return std::unexpected{page.error()};
    letter.page = std::move(*page);
    return letter;
}

drivers::mail::Message email_of(const Letter& letter, Stationery& stationery,
                                const pos::Ulid& document, const drivers::mail::Mailbox& from,
                                const std::string& to, pos::Instant now) {
    const auto& words = stationery.words(letter.language);
    const app::core::invoice::Writing writing{letter.invoice, words};
    const std::string title{words.find("type." + letter.invoice.type, words["type.380"])};
    const std::string& seller = letter.invoice.seller.name;
    const bool credit = inv::is_credit_note(letter.invoice.type);
    const bool reminder = letter.invoice.type == app::core::invoice::kReminderType;
    drivers::mail::Message message;
    message.from = from;
    message.to = {letter.party.name, to};
    message.subject = words.with(
        "mail.subject", {{"title", title}, {"number", letter.invoice.number}, {"sender", seller}});
    message.text = words.with(credit     ? "mail.credit"
                              : reminder ? "mail.reminder"
                                         : "mail.invoice",
                              {{"title", title},
                               {"name", letter.party.name},
                               {"number", letter.invoice.number},
                               {"about", letter.invoice.lines.front().item.name},
                               {"date", writing.date(letter.invoice.issued)},
                               {"due", writing.date(letter.invoice.due)},
                               {"amount", writing.money(letter.invoice.totals.payable)},
                               {"sender", seller}});
    message.attachments.push_back(
        {letter.invoice.number + ".pdf", "application/pdf",
         write_as(reminder ? Shape::pdf : Shape::factur_x, letter.invoice, letter.page)});
    message.id = to_string(document);
    message.sent_at = now;
    return message;
}

}  // namespace app::core::billing
