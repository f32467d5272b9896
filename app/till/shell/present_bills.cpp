#include "app/till/shell/bill_sum.hpp"
#include "app/till/shell/credit.hpp"
#include "app/till/shell/metered.hpp"
#include "app/till/shell/present_parts.hpp"
#include "app/till/ui/beside.hpp"

namespace till::shell {

using ui::TextKey;

namespace {

using pos::store::feed::KnownAccount;
using pos::store::feed::ToldBill;

std::string joined(const Context& c, std::initializer_list<std::string> parts) {
    std::string words;
    for (const std::string& part : parts) ui::add_beside(c.texts, words, part);
    return words;
}

std::string number_words(const KnownAccount& account, const Context& c) {
    return c.texts.with(TextKey::bills_account, {{"number", account.number}});
}

std::string amount_words(TextKey key, pos::Money amount, const Context& c) {
    if (amount.minor == 0) return {};
    return c.texts.with(key, {{"amount", c.locale.money(amount)}});
}

/// How fresh it is: today's time, else the day too.
void present_as_of(Model& m, const Context& c) {
    const auto& as_of = m.bill_desk.as_of;
    m.bills.old = !as_of;
    m.bills.as_of = c.texts[TextKey::bills_as_of_never];
    if (!as_of) return;
    const pos::LocalTime at = local_of(*as_of, c);
    m.bills.old = at.date != c.stamp.local.date;
    m.bills.as_of = m.bills.old
                        ? c.texts.with(TextKey::bills_as_of_day, {{"time", c.locale.date_time(at)}})
                        : c.texts.with(TextKey::bills_as_of_today, {{"time", c.locale.time(at)}});
}

bills::Bill bill_of(const ToldBill& bill, bool chosen, const Context& c) {
    bills::Bill shown;
    shown.title = c.texts.with(TextKey::bills_invoice, {{"number", bill.number}});
    shown.open = c.locale.money(bill.open);
    shown.paid = bill.open.minor <= 0;
    shown.chosen = chosen;
    if (shown.paid) {
        shown.note = c.texts[TextKey::bills_paid];
        shown.open = c.locale.money(bill.payable);
        return shown;
    }
    const std::int64_t days = c.stamp.local.date.days - bill.due_on.days;
    const std::string due =
        c.texts.with(TextKey::bills_due, {{"date", c.locale.date(bill.due_on)}});
    shown.overdue = days > 0;
    const std::string late = shown.overdue ? c.texts.count(TextKey::bills_overdue, days,
                                                           {{"count", c.locale.integer(days)}})
                                           : std::string{};
    const bool part = bill.open.minor < bill.payable.minor;
    shown.note = joined(
        c, {due, late, part ? amount_words(TextKey::bills_of, bill.payable, c) : std::string{}});
    return shown;
}

void present_account(Model& m, const Context& c) {
    const KnownAccount& account = m.bill_desk.account;
    m.bills.title = account.name.empty() ? number_words(account, c) : account.name;
    m.bills.about = joined(
        c, {account.name.empty() ? std::string{} : number_words(account, c), credit_words(m, c),
            leased_words(m, c), account.phone, amount_words(TextKey::bills_ahead, account.ahead, c),
            amount_words(TextKey::bills_taken_here, account.taken_here, c)});
    m.bills.bills.clear();
    for (std::size_t i = 0; i < account.bills.size(); ++i) {
        m.bills.bills.push_back(bill_of(account.bills[i], m.bill_desk.chosen[i], c));
    }
    m.bills.can_print = !account.bills.empty();
    present_counters(m, c);
    const auto amount = bill_amount(m, c);
    m.bills.can_pay = amount && amount->minor > 0;
    m.bills.to_pay = m.bills.can_pay ? c.locale.money(*amount) : std::string{};
    if (m.bills.amount.empty() && amount) m.bills.expected = c.locale.amount(*amount);
}

}  // namespace

void present_bills(Model& m, const Context& c) {
    present_as_of(m, c);
    m.bills.rows.clear();
    for (const KnownAccount& account : m.bill_desk.found) {
        const std::string number = number_words(account, c);
        const pos::Money open = account.open();
        m.bills.rows.push_back(
            {account.name.empty() ? number : account.name,
             joined(c,
                    {account.name.empty() ? std::string{} : number, account.city, account.phone}),
             open.minor > 0 ? c.locale.money(open) : c.texts[TextKey::bills_all_paid]});
    }
    if (m.bills.account) present_account(m, c);
    present_credit(m, c);
}

std::vector<sell::CartRow> bill_rows(const Model& m, const Context& c) {
    std::vector<sell::CartRow> rows;
    const auto& paid = *m.cash_register.state().cart.bill;
    const auto add = [&](const std::string& name, const std::string& note, pos::Money amount) {
        sell::CartRow row;
        row.quantity = "1";
        row.name = name;
        row.note = note;
        row.total = c.locale.amount(amount);
        row.initials = "#";
        rows.push_back(std::move(row));
    };
    for (const auto& bill : paid.bills) {
        add(c.texts.with(TextKey::bills_invoice, {{"number", bill.number}}),
            c.texts.with(TextKey::bills_due, {{"date", c.locale.date(bill.due_on)}}), bill.paid);
    }
    if (paid.top_up) {
        add(c.texts[TextKey::bills_credit_bought],
            c.texts.with(TextKey::bills_account, {{"number", paid.account_number}}),
            paid.top_up->amount);
    }
    if (paid.on_account.minor > 0) {
        add(c.texts[TextKey::bills_on_account],
            c.texts.with(TextKey::bills_account, {{"number", paid.account_number}}),
            paid.on_account);
    }
    return rows;
}

}  // namespace till::shell
