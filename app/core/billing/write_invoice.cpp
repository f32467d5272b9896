#include "app/core/billing/write_invoice.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <list>

#include "app/core/billing/document.hpp"
#include "app/core/billing/id_of.hpp"
#include "app/core/billing/in_transaction.hpp"
#include "app/core/billing/issue.hpp"
#include "app/core/billing/references.hpp"
#include "app/core/billing/whose.hpp"
#include "pos/money/decimal.hpp"
#include "pos/store/billing/billed.hpp"
#include "pos/store/billing/documents.hpp"
#include "pos/store/billing/wallets.hpp"

namespace app::core::billing {

namespace {

namespace stored = pos::store::billing;
using pos::billing::bill::ItemKind;
using pos::journal::DocumentIssued;

constexpr std::size_t kTextMax = 500;
constexpr std::size_t kUnitMax = 20;
constexpr std::size_t kReferenceMax = 100;
/// So that a quantity times a price stays far within what is exact.
constexpr std::int64_t kFigureMax = 1'000'000'000;

Outcome<pos::Exact> figure_of(const std::string& text, std::size_t line, const char* what) {
    const auto read = pos::parse_exact(text);
    if (!read || *read > pos::exactly(kFigureMax) || *read < pos::exactly(-kFigureMax)) {
        return misuse(
            Why::no_figure, text,
            fmt::format("The {} of line {} is \"{}\", no figure such as 12.50.", what, line, text));
    }
    return *read;
}

/// A line with a charge of its own, which `charges` keeps.
Outcome<LineToBill> line_of(const WrittenLine& from, std::size_t number, const NewInvoice& asked,
                            std::list<pos::billing::plan::PlanCharge>& charges) {
    if (from.text.empty() || from.text.size() > kTextMax) {
        return misuse(
            fmt::format("Line {} says what it is for in 1 to {} bytes.", number, kTextMax));
    }
    if (from.unit.size() > kUnitMax) {
        return misuse(
            fmt::format("The unit of line {} is longer than {} bytes.", number, kUnitMax));
    }
    const auto quantity = figure_of(from.quantity, number, "quantity");
    if (!quantity) return std::unexpected{quantity.error()};
    const auto price = figure_of(from.price, number, "price");
    if (!price) return std::unexpected{price.error()};
    auto& charge = charges.emplace_back();
    charge.code = fmt::format("of line {}", number);
    charge.name = from.text;
    charge.tax_class = from.tax_class;
    charge.prices = asked.prices;
    charge.unit = from.unit;
    LineToBill line;
    line.item.kind = ItemKind::by_hand;
    line.item.quantity = *quantity;
    line.item.amount = product(*quantity, *price);
    line.item.charge = &charge;
    pos::billing::Line step;
    step.quantity = *quantity;
    step.price = *price;
    step.amount = step.total = line.item.amount;
    line.item.rated.lines.push_back(step);
    return line;
}

pos::Ulid document_of_reference(const NewInvoice& asked) {
    return id_of({"invoice by hand", asked.account, asked.reference});
}

/// Whether the document says whatever of that was asked for; what was not asked for is the
/// account's, and may be another since.
bool has_references(const stored::StoredDocument& document,
                    const pos::customer::InvoiceReferences& asked) {
    const auto billed = document.party ? stored::billed_from(*document.party) : std::nullopt;
    if (!billed) return true;  // it was erased
    auto references = billed->references;
    say_references(asked, references);
    return references == billed->references;
}

bool is_same_bill(const DocumentIssued& one, const DocumentIssued& other) {
    const auto same = [](const auto& left, const auto& right) {
        return left.name == right.name && left.quantity == right.quantity && left.net == right.net;
    };
    return one.account == other.account && one.payable == other.payable && one.note == other.note &&
           std::ranges::equal(one.lines, other.lines, same);
}

/// What was written by that reference before, if anything was.
Outcome<std::optional<DocumentIssued>> written_before(BillingBooks& books, const NewInvoice& asked,
                                                      const DocumentIssued& draft) {
    if (asked.reference.empty()) return std::nullopt;
    auto found = stored::document_of(*books.db, document_of_reference(asked));
    if (!found) return std::unexpected{failure(found.error())};
    if (!*found) return std::nullopt;
    if (is_same_bill((*found)->issued, draft) && has_references(**found, asked.references)) {
        return std::move((*found)->issued);
    }
    return refuse(Why::taken, asked.reference,
                  fmt::format("{} was written by the reference {} and says something else: give "
                              "this one another.",
                              (*found)->issued.number, asked.reference));
}

Outcome<DocumentIssued> drafted(BillingBooks& books, const NewInvoice& asked, const Whose& of,
                                pos::Date today) {
    if (asked.reference.size() > kReferenceMax) {
        return misuse(fmt::format("A reference has at most {} bytes.", kReferenceMax));
    }
    if (asked.lines.empty()) return misuse(Why::no_lines, "", "An invoice has a line at least.");
    if (asked.lines.size() > kWrittenLinesMax) {
        return misuse(fmt::format("An invoice has at most {} lines.", kWrittenLinesMax));
    }
    const auto& account = of.payer.stored.account;
    const bool bears_tax = account.tax == pos::customer::TaxProfile::domestic;
    if (!bears_tax && asked.prices == pos::tax::PricesAre::with_tax) {
        return refuse(
            Why::bears_no_tax, account.number,
            fmt::format("Account {} bears no tax: give prices without it.", account.number));
    }
    std::list<pos::billing::plan::PlanCharge> charges;
    std::vector<LineToBill> lines;
    for (const WrittenLine& written : asked.lines) {
        auto line = line_of(written, lines.size() + 1, asked, charges);
        if (!line) return std::unexpected{line.error()};
        line->account = of.account.stored.account.id;
        line->tax_date = line->item.from = line->item.to = today;
        lines.push_back(std::move(*line));
    }
    auto draft =
        draft_document(lines, account.currency,
                       {books.office.taxes, books.office.settings.policy.tax_scope, account.tax});
    if (!draft) return refuse("It cannot be billed: " + draft.error() + ".");
    if (draft->kind != pos::journal::DocumentKind::invoice) {
        return refuse(Why::below_nothing, "",
                      "It comes to less than nothing: credit the invoice that it takes back.");
    }
    draft->account = account.id;
    draft->account_number = account.number;
    draft->issued_on = today;
    draft->due_on = asked.due_on.value_or(pos::Date{today.days + account.terms_days});
    if (draft->due_on < today)
        return misuse(Why::passed, to_string(draft->due_on),
                      "It would be due before it is written.");
    draft->note = asked.note;
    return std::move(*draft);
}

}  // namespace

Outcome<DocumentIssued> issue_written(BillingBooks& books, const NewInvoice& asked, bool dry_run,
                                      pos::Instant now, pos::Random& random) {
    const auto of = whose(books, asked.account);
    if (!of) return std::unexpected{of.error()};
    auto issued = drafted(books, asked, *of, books.office.zone.local(now).date);
    if (!issued) return issued;
    auto before = written_before(books, asked, *issued);
    if (!before) return std::unexpected{before.error()};
    if (*before) return std::move(**before);
    if (auto open = check_open(of->account.stored); !open) return std::unexpected{open.error()};
    stored::Billed billed{of->payer.party, of->payer.stored.account.references};
    say_references(asked.references, billed.references);
    if (auto fit = check_references(billed.references, billed.party.country); !fit) {
        return std::unexpected{fit.error()};
    }
    if (dry_run) return issued;
    if (!asked.reference.empty()) issued->document = document_of_reference(asked);
    const std::array ids{issued->account};
    const auto wallets = stored::wallets_among(*books.db, ids);
    if (!wallets) return std::unexpected{database(wallets.error())};
    auto done = issue_document(books, *issued, billed, now, random);
    if (done) done = pay_at_once(books, *issued, {.wallet = !wallets->empty()}, now, random);
    if (!done) return std::unexpected{failure(done.error())};
    return issued;
}

Outcome<DocumentIssued> write_invoice(BillingBooks& books, const NewInvoice& asked, bool dry_run,
                                      pos::Instant now, pos::Random& random) {
    const auto write = [&] { return issue_written(books, asked, dry_run, now, random); };
    return dry_run ? write() : in_transaction(books, write);
}

}  // namespace app::core::billing
