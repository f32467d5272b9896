#include "app/core/billing/open_balance.hpp"

#include "app/core/billing/id_of.hpp"
#include "app/core/billing/issue.hpp"
#include "app/core/billing/statement.hpp"
#include "app/core/billing/whose.hpp"
#include "app/core/invoice/words.hpp"
#include "pos/billing/bill/item.hpp"
#include "pos/journal/opening.hpp"
#include "pos/locale/clean.hpp"
#include "pos/money/decimal.hpp"
#include "pos/store/billing/documents.hpp"

namespace app::core::billing {

namespace {

namespace stored = pos::store::billing;
using pos::journal::DocumentIssued;

static_assert(static_cast<std::uint8_t>(pos::billing::bill::ItemKind::opening) ==
              pos::journal::kOpeningLine);

constexpr std::size_t kTextMax = 500;
constexpr std::size_t kReferenceMax = 100;

Outcome<std::optional<pos::Date>> day_of(const std::string& text) {
    if (text.empty()) return std::optional<pos::Date>{};
    const auto day = pos::parse_date(text);
    if (!day) return misuse(Why::no_day, text, "\"" + text + "\" is no day such as 2026-12-01.");
    return std::optional{*day};
}

std::string name_of(const OpeningBalance& balance, const std::string& language) {
    if (!balance.text.empty()) return balance.text;
    const auto words = invoice::Words::read(language);
    return balance.reference.empty()
               ? words["opening_balance"]
               : words.with("opening_balance_of", {{"reference", balance.reference}});
}

}  // namespace

bool is_opening_balance(const DocumentIssued& issued) {
    return !issued.lines.empty() && issued.lines.front().kind == pos::journal::kOpeningLine;
}

Outcome<pos::Ulid> owing_account(BillingBooks& books, const std::string& account) {
    const auto of = whose(books, account);
    if (!of) return std::unexpected{of.error()};
    return of->payer.stored.account.id;
}

Outcome<CustomerPut> write_balance(BillingBooks& books, const OpeningBalance& balance,
                                   pos::Instant now, pos::Random& random) {
    const auto of = whose(books, balance.account);
    if (!of) return std::unexpected{of.error()};
    const auto& account = of->payer.stored.account;
    const auto amount = pos::parse_money(balance.amount, account.currency);
    if (!amount || amount->minor == 0) {
        return misuse(Why::no_amount, balance.amount,
                      "\"" + balance.amount + "\" is no amount such as 119.00 or -20.00.");
    }
    for (const auto& [text, most] :
         {std::pair{&balance.text, kTextMax}, std::pair{&balance.reference, kReferenceMax}}) {
        if (text->size() > most) return misuse(Why::text_too_long, *text, "The text is too long.");
    }
    const pos::Date today = books.office.zone.local(now).date;
    const auto on = day_of(balance.on);
    if (!on) return std::unexpected{on.error()};
    if (on->value_or(today) > today)
        return misuse(Why::to_come, balance.on, balance.on + " is still to come.");
    const auto due = day_of(balance.due);
    if (!due) return std::unexpected{due.error()};

    DocumentIssued issued;
    issued.document = id_of({"opening balance", balance.account, balance.reference});
    issued.kind = amount->minor < 0 ? pos::journal::DocumentKind::credit_note
                                    : pos::journal::DocumentKind::invoice;
    issued.account = account.id;
    issued.account_number = account.number;
    issued.currency = account.currency;
    issued.issued_on = today;
    issued.due_on = due->value_or(on->value_or(today));
    pos::journal::DocumentLine line;
    line.kind = pos::journal::kOpeningLine;
    line.account = account.id;
    line.name = pos::locale::clean_name(
        name_of(balance, language_of(of->payer.party, books.office.settings.locale)));
    line.from = line.to = on->value_or(today);
    line.share = "1";
    line.net = issued.net = issued.payable = *amount;
    line.tax = issued.tax = pos::zero(account.currency);
    issued.lines.push_back(std::move(line));
    issued.taxes.push_back(
        {"O", "", "", {}, *amount, pos::zero(account.currency), "Not subject to VAT"});
    issued.note = balance.reference;

    const auto before = stored::document_of(*books.db, issued.document);
    if (!before) return std::unexpected{failure(before.error())};
    if (*before) {
        const DocumentIssued& there = (*before)->issued;
        const bool says_due = !balance.due.empty() || !balance.on.empty();
        if (there.payable == issued.payable && (!says_due || there.due_on == issued.due_on)) {
            return CustomerPut::unchanged;
        }
        return refuse(Why::taken, there.number,
                      there.number + " is the opening balance of account " + balance.account +
                          " by that reference, and says another amount or day: give it up or "
                          "take a payment in, or give this one another reference.");
    }
    auto done = issue_document(books, issued, {of->payer.party}, now, random);
    if (!done) return std::unexpected{failure(done.error())};
    return CustomerPut::added;
}

}  // namespace app::core::billing
