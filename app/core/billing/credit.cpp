#include "app/core/billing/credit.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "app/core/billing/disputes.hpp"
#include "app/core/billing/in_transaction.hpp"
#include "app/core/billing/issue.hpp"
#include "app/core/billing/open_balance.hpp"
#include "app/core/billing/payments.hpp"
#include "app/core/billing/units.hpp"
#include "app/core/billing/whose.hpp"
#include "pos/journal/level.hpp"
#include "pos/money/decimal.hpp"
#include "pos/store/billing/billed.hpp"
#include "pos/store/billing/customers.hpp"
#include "pos/store/billing/documents.hpp"

namespace app::core::billing {

namespace {

namespace stored = pos::store::billing;
using pos::billing::bill::ItemKind;
using pos::journal::DocumentIssued;
using pos::journal::DocumentLine;

ItemKind kind_of(const DocumentLine& line) {
    return static_cast<ItemKind>(line.kind);
}

/// What is left to credit of one line.
struct Left {
    std::int64_t net{0};
    std::int64_t tax{0};
    std::int64_t line_net{0};   // of the line as it was billed
    std::uint32_t revision{0};  // of the next credit
    bool is_voided{false};
    bool has_late{false};  // in a document of its own

    /// No more than is left of the item with all that came late to it and all that was given back.
    void hold_within(const stored::FamilySum& family) {
        const auto size = [&](std::int64_t minor) { return line_net < 0 ? -minor : minor; };
        if (size(family.net_minor) < size(net)) {
            net = family.net_minor;
            tax = family.tax_minor;
        }
        if (size(net) <= 0) net = tax = 0;
    }
};

/// Those of the items that the invoice's lines change which were voided.
Outcome<std::set<pos::Ulid>> voided_among(BillingBooks& books, const DocumentIssued& invoice) {
    std::vector<pos::Ulid> changed;
    for (const DocumentLine& line : invoice.lines) {
        if (line.of) changed.push_back(*line.of);
    }
    const auto changes = stored::changes_of(*books.db, changed);
    if (!changes) return std::unexpected{database(changes.error())};
    std::set<pos::Ulid> gone;
    for (const stored::StoredItem& change : *changes) {
        if (change.kind == ItemKind::voided) gone.insert(*change.of);
    }
    return gone;
}

Outcome<std::vector<Left>> left_of(BillingBooks& books, const DocumentIssued& invoice,
                                   ItemKind kind) {
    std::vector<pos::Ulid> items;
    std::vector<Left> left;
    for (const DocumentLine& line : invoice.lines) {
        items.push_back(line.item);
        left.push_back({line.net.minor, line.tax.minor, line.net.minor, 0});
    }
    const auto changes = stored::changes_of(*books.db, items);
    if (!changes) return std::unexpected{database(changes.error())};
    const auto gone = voided_among(books, invoice);
    if (!gone) return std::unexpected{gone.error()};
    for (const stored::StoredItem& change : *changes) {
        Left& of =
            left[static_cast<std::size_t>(std::ranges::find(items, *change.of) - items.begin())];
        // What came late to be paid is a line of its own, with a credit of its own; what it took
        // away is gone from this one.
        const bool late = change.kind == ItemKind::late;
        of.has_late = of.has_late || late;
        of.is_voided = of.is_voided || change.kind == ItemKind::voided;
        if (late && (change.net_minor > 0) == (of.line_net > 0)) continue;
        of.net += change.net_minor;
        of.tax += change.tax_minor;
    }
    for (std::size_t i = 0; i < left.size(); ++i) {
        const DocumentLine& line = invoice.lines[i];
        const bool late = kind_of(line) == ItemKind::late;
        const auto family = stored::family_of(*books.db, late && line.of ? *line.of : line.item);
        if (!family) return std::unexpected{database(family.error())};
        if (kind == ItemKind::voided) {
            // All that there is of it, further changes among it. What gives something back of what
            // was voided since has nothing left to give.
            const bool of_voided = line.of && gone->contains(*line.of);
            left[i].net = of_voided ? 0 : family->net_minor;
            left[i].tax = of_voided ? 0 : family->tax_minor;
        } else {
            left[i].hold_within(*family);
        }
        const auto& charge = line.charge;
        if (!charge) continue;
        const auto last = stored::last_revision(*books.db, charge->subscription, charge->charge,
                                                invoice.lines[i].from, kind);
        if (!last) return std::unexpected{database(last.error())};
        left[i].revision = *last + 1;
        for (std::size_t k = 0; k < i; ++k) {
            const auto& other = invoice.lines[k];
            const bool same = other.charge && other.charge->subscription == charge->subscription &&
                              other.charge->charge == charge->charge &&
                              other.from == invoice.lines[i].from;
            if (same) ++left[i].revision;
        }
    }
    return left;
}

/// The line that takes `net` of another back.
DocumentLine credit_of(const DocumentLine& line, const Left& left, std::int64_t net,
                       ItemKind kind = ItemKind::allowance) {
    DocumentLine back = line;
    if (pos::journal::is_level(line.kind)) kind = ItemKind::level_back;
    back.kind = static_cast<std::uint8_t>(kind);
    back.of = line.item;
    back.revision = left.revision;
    back.steps.clear();
    back.billed_before.clear();
    std::int64_t tax = left.tax;
    if (net != left.net) {
        const auto share = pos::share_of(pos::exact(line.tax), pos::Wide{net < 0 ? -net : net},
                                         pos::Wide{std::abs(line.net.minor)});
        const auto rounded = pos::rounded(share, line.tax.currency, pos::RoundingMode::half_away);
        tax = rounded ? rounded->minor : 0;
        if (std::abs(tax) > std::abs(left.tax)) tax = left.tax;
    }
    back.net.minor = -net;
    back.tax.minor = -tax;
    return back;
}

/// Adds up the credit's lines; the taxes are those of the invoice that they touch.
void add_up(DocumentIssued& note, const DocumentIssued& invoice) {
    std::vector<std::optional<std::uint32_t>> group(invoice.taxes.size());
    note.net = note.tax = note.payable = {0, invoice.currency};
    for (DocumentLine& line : note.lines) {
        auto& place = group[line.tax_group];
        if (!place) {
            place = static_cast<std::uint32_t>(note.taxes.size());
            note.taxes.push_back(invoice.taxes[line.tax_group]);
            note.taxes.back().base = note.taxes.back().tax = {0, invoice.currency};
        }
        line.tax_group = *place;
        note.taxes[*place].base.minor += line.net.minor;
        note.taxes[*place].tax.minor += line.tax.minor;
        note.net.minor += line.net.minor;
        note.tax.minor += line.tax.minor;
    }
    note.payable.minor = note.net.minor + note.tax.minor;
}

Outcome<std::vector<DocumentLine>> lines_of(const NewCredit& asked, const DocumentIssued& invoice,
                                            const std::vector<Left>& left) {
    std::vector<DocumentLine> lines;
    if (asked.parts.empty()) {
        for (std::size_t i = 0; i < left.size(); ++i) {
            if (left[i].net != 0) {
                lines.push_back(credit_of(invoice.lines[i], left[i], left[i].net));
            }
        }
        return lines;
    }
    std::set<std::uint32_t> named;
    for (const NewCredit::Part& part : asked.parts) {
        if (!named.insert(part.line).second) {
            return misuse(fmt::format("Line {} is named twice.", part.line));
        }
        if (part.line < 1 || part.line > left.size()) {
            return refuse(fmt::format("{} has no line {}.", asked.document, part.line));
        }
        const Left& of = left[part.line - 1];
        std::int64_t net = of.net;
        if (!part.net.empty()) {
            const auto read = pos::parse_money(part.net, invoice.currency);
            if (!read || read->minor <= 0) {
                return misuse("\"" + part.net + "\" is no amount above zero.");
            }
            net = of.net < 0 ? -read->minor : read->minor;
        }
        if (std::abs(net) > std::abs(of.net)) {
            return refuse(Why::other, "credit_line_less",
                          fmt::format("Of line {} no more than {} is left to credit.", part.line,
                                      to_string(pos::Money{std::abs(of.net), invoice.currency})));
        }
        if (net != 0) lines.push_back(credit_of(invoice.lines[part.line - 1], of, net));
    }
    return lines;
}

/// Every line, those of which nothing is left as well: each says that it is to be billed anew.
Outcome<std::vector<DocumentLine>> void_lines(const NewCredit& asked, const DocumentIssued& invoice,
                                              const std::vector<Left>& left) {
    if (!asked.parts.empty()) return misuse("An invoice is voided whole, not by lines.");
    std::vector<DocumentLine> lines;
    for (std::size_t i = 0; i < left.size(); ++i) {
        if (!invoice.lines[i].charge) {
            return refuse(Why::other, "void_no_subscription",
                          fmt::format("Line {} of {} is of no subscription, so that nothing would "
                                      "bill it anew: credit it instead.",
                                      i + 1, asked.document));
        }
        if (left[i].is_voided)
            return refuse(Why::other, "voided_before", asked.document + " was voided already.");
        if (left[i].has_late) {
            return refuse(Why::other, "void_came_late",
                          fmt::format("What came late to line {} of {} stands in a document of its "
                                      "own. Credit by line what is wrong.",
                                      i + 1, asked.document));
        }
        if (kind_of(invoice.lines[i]) == ItemKind::late) {
            return refuse(Why::other, "void_is_late",
                          fmt::format("Line {} of {} is what came late to another invoice. Credit "
                                      "by line what is wrong.",
                                      i + 1, asked.document));
        }
        lines.push_back(credit_of(invoice.lines[i], left[i], left[i].net, ItemKind::voided));
    }
    return lines;
}

/// Has the next run look at those whose subscriptions it billed.
Outcome<void> bill_again(BillingBooks& books, const DocumentIssued& invoice, pos::Date today) {
    std::set<pos::Ulid> accounts;
    for (const DocumentLine& line : invoice.lines) {
        if (line.charge) accounts.insert(line.account);
    }
    for (const pos::Ulid& account : accounts) {
        if (auto done = stored::touch_account(*books.db, account, today); !done) {
            return std::unexpected{database(done.error())};
        }
    }
    return {};
}

}  // namespace

Outcome<std::int64_t> corrections_of(pos::store::db::Connection& db, const pos::Ulid& document) {
    const auto count = db.value<std::int64_t>(
        "SELECT CAST(count(*) AS BIGINT) FROM document d JOIN document c ON c.account = d.account "
        "AND c.corrects = d.document WHERE d.document = $1",
        document);
    if (!count) return std::unexpected{database(count.error())};
    return count->value_or(0);
}

Outcome<std::string> credit(BillingBooks& books, const NewCredit& asked, pos::Instant now,
                            pos::Random& random) {
    return in_transaction(books, [&]() -> Outcome<std::string> {
        const auto found = find_document(*books.db, asked.document);
        if (!found) return std::unexpected{found.error()};
        const DocumentIssued& invoice = found->issued;
        if (invoice.kind != pos::journal::DocumentKind::invoice) {
            return refuse(Why::other, "credit_of_credit",
                          asked.document + " is a credit note itself.");
        }
        if (is_opening_balance(invoice)) {
            return refuse(
                Why::other, "credit_of_opening",
                asked.document + " is an opening balance: what is wrong with it is given up.");
        }
        const auto corrections = corrections_of(*books.db, invoice.document);
        if (!corrections) return std::unexpected{corrections.error()};
        if (asked.corrections && *asked.corrections != *corrections) {
            return refuse(Why::other, "credited_meanwhile",
                          "Something was credited of " + asked.document + " meanwhile.");
        }
        const auto left =
            left_of(books, invoice, asked.voids ? ItemKind::voided : ItemKind::allowance);
        if (!left) return std::unexpected{left.error()};
        auto lines =
            asked.voids ? void_lines(asked, invoice, *left) : lines_of(asked, invoice, *left);
        if (!lines) return std::unexpected{lines.error()};
        if (lines->empty())
            return refuse(Why::other, "credit_nothing_left",
                          "Nothing is left to credit of " + asked.document + ".");
        DocumentIssued note;
        note.kind = pos::journal::DocumentKind::credit_note;
        note.account = invoice.account;
        note.account_number = invoice.account_number;
        note.currency = invoice.currency;
        note.issued_on = note.due_on = books.office.zone.local(now).date;
        note.lines = std::move(*lines);
        note.corrects = invoice.document;
        note.note = asked.reason;
        add_up(note, invoice);
        if (!asked.voids && note.payable.minor > 0 && invoice.payable.minor >= 0) {
            return refuse(
                Why::other, "credit_of_discount",
                fmt::format("These lines were a discount: to credit them alone would ask for {} "
                            "more. Credit them with other lines, so that nothing is asked for.",
                            to_string(note.payable)));
        }
        // A settlement that was worked out meanwhile would take back what is credited here.
        if (!invoice.lines.empty() && pos::journal::is_level(invoice.lines.front().kind)) {
            auto touched = stored::touch_account(*books.db, invoice.account, note.issued_on);
            if (!touched) return std::unexpected{database(touched.error())};
        }
        if (asked.voids) {
            if (auto done = bill_again(books, invoice, note.issued_on); !done) {
                return std::unexpected{done.error()};
            }
        }
        if (auto done = issue_document(books, note, stored::billed_of(found->party), now, random);
            !done) {
            return std::unexpected{failure(done.error())};
        }
        if (asked.voids) {
            auto back = give_back_units(books, invoice.document, note.document, now);
            if (!back) return std::unexpected{failure(back.error())};
        }
        const auto paid = allocation_of(books, note.account, {invoice.document}, note.document,
                                        {-note.payable.minor, note.currency}, now);
        if (!paid) return std::unexpected{paid.error()};
        if (!paid->allocations.empty()) {
            if (auto done = books.stream->append(*paid, now); !done) {
                return std::unexpected{failure(done.error())};
            }
        }
        if (auto done = settle_dispute(books, invoice.document, note.number, now); !done)
            return std::unexpected{done.error()};
        return note.number;
    });
}

}  // namespace app::core::billing
