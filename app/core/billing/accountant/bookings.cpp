#include "app/core/billing/accountant/bookings.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "app/core/billing/in_transaction.hpp"
#include "app/core/billing/open_balance.hpp"
#include "app/core/tabular/cell.hpp"
#include "pos/journal/level.hpp"
#include "pos/money/decimal.hpp"
#include "pos/store/billing/documents.hpp"
#include "pos/store/columns.hpp"

namespace app::core::billing::accountant {

namespace {

using pos::journal::Book;
using tabular::text_cell;
namespace stored = pos::store::billing;

/// One amount of an entry.
struct Leg {
    Book book{Book::receivable};
    std::int64_t minor{0};  // debit is positive
    std::string tax{};      // its code, of revenue and tax
};

/// An entry's amounts about one thing.
struct Entry {
    std::int64_t entry{0};
    pos::Date on{};
    pos::Ulid about{};
    bool is_document{false};   // the one in which that document was issued
    bool is_converted{false};  // what another entry comes to in the books' currency
    std::string number;
    std::string customer;
    std::string name;
    std::vector<Leg> legs;
};

Outcome<std::vector<Entry>> read_entries(pos::store::db::Connection& db, const Month& month) {
    std::vector<Entry> entries;
    const auto read = db.each(
        "SELECT l.entry, l.on_day, l.about, l.book, l.amount_minor, coalesce(d.entry, 0), "
        "coalesce(d.number, p.reference, ''), coalesce(a.number, ''), coalesce(c.name, ''), "
        "l.turned FROM (SELECT entry, "
        "position, account, book, on_day, currency, amount_minor, about, CAST(0 AS BIGINT) AS "
        "turned FROM ledger UNION ALL SELECT entry, position, account, book, on_day, books, "
        "books_minor, about, CAST(1 AS BIGINT) FROM converted) AS l LEFT JOIN "
        "billing_account a ON a.account = l.account LEFT JOIN party c ON c.party = a.party LEFT "
        "JOIN "
        "document d ON "
        "d.document = l.about LEFT JOIN payment p ON p.payment = l.about WHERE l.on_day >= $1 AND "
        "l.on_day < $2 AND l.currency = $3 ORDER BY l.entry, l.position",
        [&](const pos::store::db::Row& row) {
            if (entries.empty() || entries.back().entry != row.integer(0)) {
                Entry& entry = entries.emplace_back();
                entry.entry = row.integer(0);
                row.get(1, entry.on);
                row.get(2, entry.about);
                entry.is_converted = row.integer(9) == 1;
                entry.is_document = row.integer(5) == entry.entry;
                entry.number = row.text(6);
                entry.customer = row.text(7);
                entry.name = row.text(8);
            }
            entries.back().legs.push_back(
                {static_cast<Book>(row.integer(3)), row.integer(4), std::string{}});
        },
        month.first, month.end, pos::store::currency_text(month.currency));
    if (!read) return std::unexpected{database(read.error())};
    return entries;
}

/// Shares a converted leg of a document out over its taxes, as their own figures are; the last of
/// them brings it to exactly the whole.
void share_leg(const Leg& whole, const pos::journal::DocumentIssued& issued,
               std::vector<Leg>& legs) {
    const auto figure = [&](const pos::journal::DocumentTax& group) {
        return whole.book == Book::revenue ? group.base.minor : group.tax.minor;
    };
    std::int64_t all = 0;
    for (const auto& group : issued.taxes) all += figure(group);
    if (all == 0 || issued.taxes.empty()) {
        legs.push_back({whole.book, whole.minor,
                        issued.taxes.empty() ? std::string{} : issued.taxes.front().code});
        return;
    }
    std::int64_t so_far = 0;
    std::int64_t given = 0;
    for (const auto& group : issued.taxes) {
        so_far += figure(group);
        const pos::Wide part = all < 0 ? -pos::Wide{so_far} : pos::Wide{so_far};
        const pos::Wide size = all < 0 ? -pos::Wide{all} : pos::Wide{all};
        const auto until =
            pos::multiply_divide(pos::Wide{whole.minor}, part, size, pos::RoundingMode::half_away);
        const auto minor = static_cast<std::int64_t>(until.value_or(0)) - given;
        legs.push_back({whole.book, minor, group.code});
        given += minor;
    }
}

/// What was said of a document in the books' currency, by its taxes; what pays what, as one amount.
Outcome<void> take_converted_apart(pos::store::db::Connection& db, Entry& entry) {
    const auto of_taxes = [](const Leg& leg) {
        return leg.book == Book::revenue || leg.book == Book::tax;
    };
    std::vector<Leg> legs;
    for (const Leg& leg : entry.legs) {
        if (of_taxes(leg)) continue;
        const auto same = std::ranges::find(legs, leg.book, &Leg::book);
        if (same == legs.end()) {
            legs.push_back(leg);
        } else {
            same->minor += leg.minor;
        }
    }
    if (std::ranges::any_of(entry.legs, of_taxes)) {
        const auto found = stored::document_of(db, entry.about);
        if (!found) return std::unexpected{failure(found.error())};
        for (const Leg& leg : entry.legs) {
            if (!of_taxes(leg)) continue;
            if (*found) {
                share_leg(leg, (*found)->issued, legs);
            } else {
                legs.push_back(leg);
            }
        }
    }
    std::erase_if(legs, [](const Leg& leg) { return leg.minor == 0; });
    entry.legs = std::move(legs);
    return {};
}

/// Takes revenue and tax of a document apart into what bears each of its taxes.
Outcome<void> take_taxes_apart(pos::store::db::Connection& db, Entry& entry) {
    if (entry.is_converted) return take_converted_apart(db, entry);
    if (!entry.is_document) return {};
    const auto found = stored::document_of(db, entry.about);
    if (!found) return std::unexpected{failure(found.error())};
    if (!*found || is_opening_balance((*found)->issued)) return {};
    // A document is on account whole, or not at all.
    const auto& lines = (*found)->issued.lines;
    const bool on_account = !lines.empty() && pos::journal::is_level(lines.front().kind);
    const Book sold = on_account ? Book::on_account : Book::revenue;
    std::erase_if(entry.legs,
                  [&](const Leg& leg) { return leg.book == sold || leg.book == Book::tax; });
    for (const auto& group : (*found)->issued.taxes) {
        entry.legs.push_back({sold, -group.base.minor, group.code});
        entry.legs.push_back({Book::tax, -group.tax.minor, group.code});
    }
    std::erase_if(entry.legs, [](const Leg& leg) { return leg.minor == 0; });
    return {};
}

/// Pairs debits with credits, each as far as the smaller one goes.
void pair_up(const Entry& entry, const Chart& chart, pos::Currency currency,
             std::set<std::string>& missing, std::vector<Booking>& bookings) {
    std::vector<Leg> debits;
    std::vector<Leg> credits;
    for (const Leg& leg : entry.legs) {
        if (account_of(chart, leg.book, leg.tax).empty()) {
            missing.insert(word_of(leg.book) + (leg.tax.empty() ? "" : ":" + leg.tax));
        }
        if (leg.minor != 0) (leg.minor > 0 ? debits : credits).push_back(leg);
    }
    auto credit = credits.begin();
    for (Leg& debit : debits) {
        while (debit.minor > 0 && credit != credits.end()) {
            const std::int64_t minor = std::min(debit.minor, -credit->minor);
            bookings.push_back({entry.on,
                                account_of(chart, debit.book, debit.tax),
                                account_of(chart, credit->book, credit->tax),
                                {minor, currency},
                                entry.number,
                                entry.customer,
                                entry.name});
            debit.minor -= minor;
            credit->minor += minor;
            if (credit->minor == 0) ++credit;
        }
    }
}

}  // namespace

std::optional<Month> parse_month(std::string_view text, pos::Currency currency) {
    const auto first = text.size() == 7 ? pos::parse_date(std::string{text} + "-01") : std::nullopt;
    if (!first) return std::nullopt;
    const auto at = split(*first);
    const pos::Date end = at.month == 12 ? pos::make_date(at.year + 1, 1, 1)
                                         : pos::make_date(at.year, at.month + 1, 1);
    return Month{*first, end, currency};
}

Outcome<std::vector<Booking>> bookings_of(pos::store::db::Connection& db, const Chart& chart,
                                          const Month& month, std::set<std::string>* told) {
    auto entries = read_entries(db, month);
    if (!entries) return std::unexpected{entries.error()};
    std::vector<Booking> bookings;
    std::set<std::string> missing;
    for (Entry& entry : *entries) {
        if (auto done = take_taxes_apart(db, entry); !done) return std::unexpected{done.error()};
        pair_up(entry, chart, month.currency, missing, bookings);
    }
    if (told != nullptr) *told = missing;
    if (missing.empty() || told != nullptr) return bookings;
    std::string all;
    for (const std::string& key : missing) all += (all.empty() ? "" : ", ") + key;
    return refuse(Why::other, "no_ledger_account",
                  "No account is known for: " + all +
                      ". Say which: counterfoil accountant chart revenue 8200 --db …");
}

std::string write_csv(const std::vector<Booking>& bookings) {
    std::string out = "day,debit,credit,amount,currency,number,customer,text\r\n";
    for (const Booking& one : bookings) {
        out += fmt::format("{},{},{},{},{},{},{},{}\r\n", to_string(one.on), one.debit, one.credit,
                           to_string(one.amount), code_of(one.amount.currency),
                           text_cell(one.number), text_cell(one.customer), text_cell(one.text));
    }
    return out;
}

}  // namespace app::core::billing::accountant
