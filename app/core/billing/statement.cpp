#include "app/core/billing/statement.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include "app/core/billing/asked_by_now.hpp"
#include "app/core/billing/e_invoice.hpp"
#include "app/core/billing/in_transaction.hpp"
#include "app/core/billing/whose.hpp"
#include "app/core/invoice/writing.hpp"
#include "app/core/read_office.hpp"
#include "pos/billing/bank/order.hpp"
#include "pos/store/billing/payment_methods.hpp"
#include "pos/store/columns.hpp"
#include "pos/store/db/connection.hpp"

namespace app::core::billing {

namespace {

namespace stored = pos::store::billing;
namespace inv = pos::billing::invoice;
using app::core::invoice::Sheet;
using app::core::invoice::Words;

constexpr std::int64_t kMandatesRead = 100;

Sheet::Row row_of(const AccountStatement& statement, const stored::StatementRow& from,
                  std::int64_t balance_minor, const Words& words) {
    Sheet::Row row;
    row.position = words.locale().date(from.on);
    row.name = words["statement." + kind_of(from)];
    if (!from.number.empty()) row.name += " " + from.number;
    if (from.due_on && from.amount_minor > 0) {
        row.details.push_back(
            words.with("statement.due", {{"date", words.locale().date(*from.due_on)}}));
    }
    row.quantity = words.locale().amount(statement.money(from.amount_minor));
    row.amount = words.locale().amount(statement.money(balance_minor));
    return row;
}

void add_rows(Sheet& sheet, const AccountStatement& statement, const Words& words) {
    sheet.head = {.position = words["date"],
                  .name = words["statement.what"],
                  .details = {},
                  .quantity = words["amount"],
                  .price = {},
                  .tax = {},
                  .amount = words["statement.balance"] + " " + code_of(statement.currency())};
    Sheet::Row opening;
    opening.position = words.locale().date(statement.from);
    opening.name = words["statement.opening_balance"];
    opening.amount = words.locale().amount(statement.money(statement.opening_minor));
    sheet.rows.push_back(std::move(opening));
    std::int64_t balance = statement.opening_minor;
    for (const stored::StatementRow& row : statement.rows) {
        balance += row.amount_minor;
        sheet.rows.push_back(row_of(statement, row, balance, words));
    }
}

void add_sums(Sheet& sheet, const AccountStatement& statement, const Words& words) {
    const auto day = [&](pos::Date date) { return words.locale().date(date); };
    const auto add = [&](std::string label, std::string amount, bool strong = false) {
        sheet.sums.push_back({std::move(label), std::move(amount), strong});
    };
    const auto& locale = words.locale();
    sheet.sums.clear();
    add(words.with("statement.closing", {{"date", day(statement.to)}}),
        locale.amount(statement.money(statement.closing_minor)));
    const std::int64_t since = statement.open_minor - statement.closing_minor;
    if (since != 0) add(words["statement.since"], locale.amount(statement.money(since)));
    const bool back = statement.open_minor < 0;
    const pos::Money open = statement.money(back ? -statement.open_minor : statement.open_minor);
    add(words.with(back ? "statement.ahead" : "statement.open", {{"date", day(statement.today)}}),
        locale.money(open), true);
}

void add_ageing(Sheet& sheet, const AccountStatement& statement, const Words& words) {
    const stored::Ageing& age = statement.ageing;
    sheet.tax_head = {words["statement.age"], words["amount"], ""};
    sheet.taxes.clear();
    const auto add = [&](const char* text, std::int64_t minor) {
        if (minor == 0) return;
        sheet.taxes.push_back({words[text], words.locale().amount(statement.money(minor)), ""});
    };
    add("statement.age_not_due", age.not_due_minor);
    add("statement.age_30", age.days_30_minor);
    add("statement.age_60", age.days_60_minor);
    add("statement.age_90", age.days_90_minor);
    add("statement.age_older", age.older_minor);
    add("statement.age_disputed", age.disputed_minor);
    add("statement.age_ahead", -age.credit_minor);
}

/// What a mandate collects, and what does not any more because it came back.
void add_debit(Sheet& sheet, const AccountStatement& statement, const Words& words) {
    const pos::Money back = statement.to_transfer();
    sheet.payment_title = words["payment"];
    if (back.minor > 0) {
        sheet.payment_notes.push_back(
            words.with("statement.came_back", {{"amount", words.locale().money(back)}}));
    }
    if (back == statement.payable()) return;
    sheet.payment_notes.push_back(
        words.with(back.minor > 0 ? "statement.debit_rest" : "statement.debit",
                   {{"account", app::core::invoice::account_words(statement.mandate->holder.iban)},
                    {"mandate", statement.mandate->reference}}));
}

/// What the payment provider is asked for or the bank was told to collect, and what is to be
/// transferred beside it by its code.
void add_charge(Sheet& sheet, const AccountStatement& statement, const Words& words) {
    const pos::Money covered = statement.payable() - statement.to_transfer();
    const pos::Money with_bank =
        statement.money(std::min(statement.with_bank_minor, covered.minor));
    const auto add = [&](const char* text, pos::Money amount) {
        if (amount.minor <= 0) return;
        sheet.payment_title = words["payment"];
        sheet.payment_notes.push_back(words.with(text, {{"amount", words.locale().money(amount)}}));
    };
    add("statement.with_bank", with_bank);
    add("statement.charged", covered - with_bank);
}

Outcome<std::int64_t> charged_of(pos::store::db::Connection& db, const pos::Ulid& account,
                                 pos::Date today) {
    const auto method = stored::payment_method_of(db, account);
    if (!method) return std::unexpected{database(method.error())};
    if (!*method) return 0;
    const auto open = stored::open_items(db, account);
    if (!open) return std::unexpected{database(open.error())};
    std::int64_t sum = 0;
    for (const stored::OpenItem& item : *open) {
        if (item.open_minor <= 0) continue;
        const auto document = stored::document_of(db, item.about);
        if (!document) return std::unexpected{failure(document.error())};
        if (!*document) continue;
        const auto asked = asked_by_now(db, **document, today);
        if (!asked) return std::unexpected{asked.error()};
        if (asked->how.by == pos::journal::PayBy::provider)
            sum += item.open_minor - item.disputed_minor;
    }
    return sum;
}

/// Of what is open of an account and not disputed: what of it those are that `which` finds.
template <class Which>
pos::store::db::Result<std::int64_t> open_among(pos::store::db::Connection& db,
                                                const pos::Ulid& account, Which which) {
    const auto open = stored::open_items(db, account);
    if (!open) return std::unexpected{open.error()};
    std::vector<pos::Ulid> ids;
    for (const stored::OpenItem& item : *open) {
        if (item.open_minor > 0) ids.push_back(item.about);
    }
    const auto found = which(db, ids);
    if (!found) return std::unexpected{found.error()};
    std::int64_t sum = 0;
    for (const stored::OpenItem& item : *open) {
        if (found->contains(item.about)) sum += item.open_minor - item.disputed_minor;
    }
    return sum;
}

}  // namespace

pos::Money AccountStatement::payable() const {
    return money(std::max<std::int64_t>(0, open_minor - ageing.disputed_minor));
}

pos::Money AccountStatement::to_transfer() const {
    const pos::Money all = payable();
    if (mandate) return money(std::min(came_back_minor, all.minor));
    return money(std::max<std::int64_t>(0, all.minor - charged_minor - with_bank_minor));
}

StatementPeriod usual_period(pos::Date today) {
    const pos::YearMonthDay now = pos::split(today);
    const bool january = now.month == 1;
    return {pos::make_date(january ? now.year - 1 : now.year, january ? 12 : now.month - 1, 1),
            today};
}

std::string kind_of(const stored::StatementRow& row) {
    if (row.about != "document") return row.about;
    if (row.is_opening) return "opening";
    return row.amount_minor < 0 ? "credit_note" : "document";
}

std::string language_of(const pos::customer::Party& party, const std::string& office_locale) {
    const std::string& tag = party.language.empty() ? office_locale : party.language;
    return tag.starts_with("de") ? "de" : "en";
}

Outcome<std::string> language_of(pos::store::db::Connection& db,
                                 const pos::customer::Party& party) {
    const auto office = read_office(db);
    if (!office) return std::unexpected{office.error()};
    return language_of(party, office->settings.locale);
}

Outcome<AccountStatement> read_statement(pos::store::db::Connection& db,
                                         const StatementAsked& asked, pos::Date today) {
    if (asked.to < asked.from) {
        return misuse(Why::out_of_order, to_string(asked.to),
                      to_string(asked.to) + " is before " + to_string(asked.from) + ".");
    }
    if (asked.to > today) {
        return misuse(Why::to_come, to_string(asked.to),
                      to_string(asked.to) + " is still to come: a statement says what was.");
    }
    // One look at everything: else what is booked meanwhile would be in some of its sums alone.
    std::optional<pos::store::db::Transaction> snapshot;
    if (!db.in_transaction()) {
        auto begun = pos::store::db::Transaction::begin(db, pos::store::db::TransactionKind::read);
        if (!begun) return std::unexpected{database(begun.error())};
        snapshot.emplace(std::move(*begun));
    }
    auto customer = find_account(db, asked.account);
    if (!customer) return std::unexpected{customer.error()};
    AccountStatement statement{.customer = std::move(*customer),
                               .from = asked.from,
                               .to = asked.to,
                               .today = today,
                               .rows = {},
                               .ageing = {},
                               .mandate = {},
                               .came_back_minor = 0,
                               .charged_minor = 0,
                               .with_bank_minor = 0};
    const pos::Ulid& account = statement.customer.stored.account.id;
    const auto opening = stored::balance_on(db, account, pos::Date{asked.from.days - 1});
    if (!opening) return std::unexpected{database(opening.error())};
    auto rows = stored::statement(
        db,
        {.account = account, .from = asked.from, .to = asked.to, .limit = kStatementRowsMax + 1});
    if (!rows) return std::unexpected{failure(rows.error())};
    if (static_cast<std::int64_t>(rows->size()) > kStatementRowsMax) {
        return refuse(Why::other, "statement_too_long",
                      "More was booked in that time than one statement shows; say a shorter one.");
    }
    const auto open = stored::balance_on(db, account, {});
    if (!open) return std::unexpected{database(open.error())};
    const auto ages = stored::ageing(db, today, account);
    if (!ages) return std::unexpected{failure(ages.error())};
    const auto mandates = stored::mandates(db, account, kMandatesRead);
    if (!mandates) return std::unexpected{database(mandates.error())};
    const auto back = open_among(db, account, stored::came_back);
    if (!back) return std::unexpected{database(back.error())};
    statement.came_back_minor = *back;
    statement.opening_minor = *opening;
    statement.closing_minor = *opening;
    for (const stored::StatementRow& row : *rows) statement.closing_minor += row.amount_minor;
    statement.rows = std::move(*rows);
    statement.open_minor = *open;
    const std::string currency = pos::store::currency_text(statement.currency());
    for (const stored::Ageing& one : *ages) {
        if (one.currency == currency) statement.ageing = one;
    }
    // Direct debit is in euro alone.
    if (code_of(statement.currency()) == "EUR") {
        const stored::Mandate* newest = stored::mandate_in_force(*mandates, today);
        if (newest != nullptr) statement.mandate = *newest;
    }
    if (!statement.mandate) {
        const auto charged = charged_of(db, account, today);
        if (!charged) return std::unexpected{charged.error()};
        statement.charged_minor = *charged;
        const auto ordered = open_among(db, account, stored::with_bank);
        if (!ordered) return std::unexpected{database(ordered.error())};
        statement.with_bank_minor = *ordered;
    }
    return statement;
}

Sheet statement_sheet(const AccountStatement& statement, const Sender& sender,
                      Stationery& stationery, const std::string& language) {
    const Words& words = stationery.words(language);
    const std::string& number = statement.customer.stored.account.number;
    const pos::Money payable = statement.payable();
    const pos::Money asked = statement.to_transfer();
    inv::Invoice head = letterhead(
        statement.customer.party, sender, statement.currency(),
        asked.minor > 0 ? words.with("statement.reference", {{"account", number}}) : std::string{});
    head.type = app::core::invoice::kStatementType;
    head.issued = statement.today;
    head.period = inv::Period{statement.from, statement.to};
    head.buyer_account = number;
    head.totals.payable = inv::figure(asked.minor > 0 ? asked : payable);
    head.number.clear();
    Sheet sheet = stationery.page(head, language);
    add_rows(sheet, statement, words);
    add_sums(sheet, statement, words);
    add_ageing(sheet, statement, words);
    if (payable.minor > 0 && statement.mandate) add_debit(sheet, statement, words);
    if (payable.minor > 0 && !statement.mandate) add_charge(sheet, statement, words);
    return sheet;
}

}  // namespace app::core::billing
