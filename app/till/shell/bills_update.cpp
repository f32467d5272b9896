// Bills of head office's: finding an account, choosing what is paid of it. The payment itself is
// the register's, on the pay screen.
#include <algorithm>
#include <numeric>

#include "app/till/shell/bill_sum.hpp"
#include "app/till/shell/credit.hpp"
#include "app/till/shell/metered.hpp"
#include "app/till/shell/tell.hpp"
#include "app/till/shell/updates.hpp"
#include "pos/billing/bank/transfer_code.hpp"

namespace till::shell {

namespace {

using pos::store::feed::KnownAccount;
using pos::store::feed::ToldBill;
using ui::TextKey;

void find(Model& m, std::string words, Effects& effects) {
    leave_question(m);
    m.bills.input = words;
    m.bills.looking = true;
    m.bills.chosen = 0;
    m.bill_desk.asked = ++m.asked;
    effects.emplace_back(FindAccounts{m.bill_desk.asked, std::move(words)});
}

void open_account(Model& m, const KnownAccount& account, const Context& c) {
    leave_question(m);
    m.bill_desk.account = account;
    keep_todays_counters(m, c);
    m.bill_desk.chosen.assign(account.bills.size(), false);
    for (std::size_t i = 0; i < account.bills.size(); ++i) {
        m.bill_desk.chosen[i] = account.bills[i].open.minor > 0;
    }
    m.bills.account = true;
    m.bills.at = 0;
    m.bills.amount.clear();
    m.said.reset();
}

void take_chosen(Model& m, const Context& c) {
    if (m.bills.looking || m.bills.chosen >= m.bill_desk.found.size()) return;
    open_account(m, m.bill_desk.found[m.bills.chosen], c);
}

void tap(Model& m, std::size_t index, const Context& c) {
    const std::size_t bills = m.bill_desk.chosen.size();
    if (index >= bills) return ask_reading(m, index - bills, c);
    m.bills.at = index;
    if (m.bill_desk.account.bills[index].open.minor <= 0) return;
    m.bill_desk.chosen[index] = !m.bill_desk.chosen[index];
    m.bills.amount.clear();  // what was typed was for others
}

void choose_all(Model& m) {
    const auto& bills = m.bill_desk.account.bills;
    bool all = true;
    for (std::size_t i = 0; i < bills.size(); ++i) {
        all = all && (bills[i].open.minor <= 0 || m.bill_desk.chosen[i]);
    }
    for (std::size_t i = 0; i < bills.size(); ++i) {
        m.bill_desk.chosen[i] = !all && bills[i].open.minor > 0;
    }
    m.bills.amount.clear();
}

void pay(Model& m, const Context& c, Effects& effects) {
    const auto amount = bill_amount(m, c);
    if (!amount) return refuse(m, c.texts[TextKey::bills_no_amount], effects);
    if (amount->minor <= 0) return refuse(m, c.texts[TextKey::bills_choose], effects);
    (void)pay_bill(m, bill_payment(m.bill_desk, *amount), c, effects);
}

/// How an open bill is transferred, if it is to be: by what head office told of last.
std::optional<pos::document::BillTransfer> transfer_of(const KnownAccount& account,
                                                       const ToldBill& bill) {
    const auto told = std::ranges::find(account.transfers, bill.document,
                                        &pos::store::feed::ToldTransfer::document);
    if (!account.payee || told == account.transfers.end() || bill.open.minor <= 0)
        return std::nullopt;
    const auto& payee = *account.payee;
    const auto code = pos::billing::bank::transfer_code({.payee = payee.name,
                                                         .iban = payee.iban,
                                                         .bic = payee.bic,
                                                         .amount = bill.open,
                                                         .reference = told->reference});
    return pos::document::BillTransfer{.payee = payee.name,
                                       .account = pos::billing::bank::in_fours(payee.iban),
                                       .bic = payee.bic,
                                       .reference = told->reference,
                                       .code = code.value_or("")};
}

/// The marked bill, paid or open; the first one where a counter is marked.
void print(Model& m, const Context& c, Effects& effects) {
    const KnownAccount& account = m.bill_desk.account;
    if (account.bills.empty()) return;
    const ToldBill& bill = account.bills[m.bills.at < account.bills.size() ? m.bills.at : 0];
    effects.emplace_back(PrintBillSlip{{.number = bill.number,
                                        .account_number = account.number,
                                        .customer = account.name,
                                        .due_on = bill.due_on,
                                        .payable = bill.payable,
                                        .open = bill.open,
                                        .at = c.stamp.local,
                                        .transfer = transfer_of(account, bill)}});
}

void step_back(Model& m, Effects& effects) {
    m.said.reset();
    if (!m.bills.account) return go_home(m);
    m.bills.account = false;
    find(m, m.bills.input, effects);
}

}  // namespace

std::optional<pos::Money> bill_amount(const Model& m, const Context& c) {
    const auto& desk = m.bill_desk;
    const pos::Currency currency = m.cash_register.setup().currency;
    if (!m.bills.amount.empty()) {
        const auto typed = c.locale.parse_money(m.bills.amount, currency);
        return typed ? std::optional{*typed} : std::nullopt;
    }
    pos::Money sum = pos::zero(currency);
    for (std::size_t i = 0; i < desk.chosen.size(); ++i) {
        if (desk.chosen[i]) sum += desk.account.bills[i].open;
    }
    return sum;
}

bool pay_bill(Model& m, pos::journal::BillPayment bill, const Context& c, Effects& effects) {
    pos::sale::PayBills command{.bill = std::move(bill), .customer = m.bill_desk.account.customer};
    if (!tell(m, command, c, effects)) return false;
    if (!tell(m, pos::sale::StartTendering{}, c, effects)) return false;
    m.chosen_line.reset();
    m.pay.keyed.clear();
    go_to(m, Screen::pay);
    return true;
}

pos::journal::BillPayment bill_payment(const BillDesk& desk, pos::Money amount) {
    pos::journal::BillPayment paid{.account = desk.account.account,
                                   .account_number = desk.account.number,
                                   .known_at = desk.as_of.value_or(pos::Instant{}),
                                   .bills = {},
                                   .on_account = amount,
                                   .top_up = {}};
    for (std::size_t i = 0; i < desk.chosen.size(); ++i) {
        const auto& bill = desk.account.bills[i];
        const pos::Money part{std::min(paid.on_account.minor, bill.open.minor), amount.currency};
        if (!desk.chosen[i] || part.minor <= 0) continue;
        paid.bills.push_back({bill.document, bill.number, bill.due_on, bill.open, part});
        paid.on_account -= part;
    }
    return paid;
}

void open_bills(Model& m, std::string words, Effects& effects) {
    m.bills = {};
    m.bill_desk.paying = false;
    m.bill_desk.found.clear();
    m.bill_desk.scanned = m.bill_desk.read = !words.empty();
    go_to(m, Screen::bills);
    find(m, std::move(words), effects);
}

void find_scanned_bill(Model& m, const std::string& text, Effects& effects) {
    m.bills.account = false;
    m.bill_desk.scanned = true;
    m.bill_desk.read = false;
    find(m, text, effects);
}

void find_read_bill(Model& m, std::string number, Effects& effects) {
    m.bills.account = false;
    m.bill_desk.scanned = m.bill_desk.read = true;
    find(m, std::move(number), effects);
}

void ask_for_bills(Model& m, Effects& effects) {
    const bool known = m.bill_desk.there && m.bill_desk.credit;
    if (m.office.joined && !known) effects.emplace_back(AskForAccounts{});
}

void apply(Model& m, const bills::Action& action, const Context& c, Effects& effects) {
    const auto moved = [](std::size_t at, int by, std::size_t count) {
        const int last = std::max(static_cast<int>(count) - 1, 0);
        return static_cast<std::size_t>(std::clamp(static_cast<int>(at) + by, 0, last));
    };
    if (const auto* typed = std::get_if<bills::InputTyped>(&action)) {
        m.said.reset();
        m.bill_desk.scanned = false;
        find(m, typed->text, effects);
    } else if (const auto* row = std::get_if<bills::RowTapped>(&action)) {
        m.bills.chosen = row->index;
        take_chosen(m, c);
    } else if (const auto* by = std::get_if<bills::Moved>(&action)) {
        if (m.bills.account) {
            m.bills.at = moved(m.bills.at, by->by,
                               m.bill_desk.chosen.size() + m.bill_desk.account.counters.size());
        } else {
            m.bills.chosen = moved(m.bills.chosen, by->by, m.bill_desk.found.size());
        }
    } else if (std::holds_alternative<bills::Taken>(action)) {
        take_chosen(m, c);
    } else if (const auto* bill = std::get_if<bills::BillTapped>(&action)) {
        tap(m, bill->index, c);
    } else if (const auto* counter = std::get_if<bills::CounterTapped>(&action)) {
        ask_reading(m, counter->index, c);
    } else if (std::holds_alternative<bills::ReadPressed>(action)) {
        const std::size_t bills = m.bill_desk.chosen.size();
        ask_reading(m, m.bills.at >= bills ? m.bills.at - bills : 0, c);
    } else if (std::holds_alternative<bills::PrintPressed>(action)) {
        print(m, c, effects);
    } else if (std::holds_alternative<bills::TopUpPressed>(action)) {
        ask_top_up(m, c);
    } else if (const auto* in_prompt = std::get_if<bills::Prompted>(&action)) {
        answer_in_bills(m, in_prompt->action, c, effects);
    } else if (std::holds_alternative<bills::AllPressed>(action)) {
        choose_all(m);
    } else if (const auto* amount = std::get_if<bills::AmountTyped>(&action)) {
        m.said.reset();
        m.bills.amount = amount->text;
    } else if (std::holds_alternative<bills::CreditPressed>(action)) {
        pay_with_credit(m, c, effects);
    } else if (std::holds_alternative<bills::GiveBackPressed>(action)) {
        give_credit_back(m, c, effects);
    } else if (std::holds_alternative<bills::PayPressed>(action)) {
        pay(m, c, effects);
    } else {
        step_back(m, effects);
    }
}

void apply(Model& m, const AccountsFound& found, const Context& c, Effects& effects) {
    if (found.ask != m.bill_desk.asked) return;
    m.bills.looking = false;
    m.bill_desk.as_of = found.as_of;
    m.bill_desk.found = found.found;
    if (m.bills.chosen >= found.found.size()) m.bills.chosen = 0;
    if (m.screen != Screen::bills || !std::exchange(m.bill_desk.scanned, false)) return;
    if (found.found.size() == 1) return open_account(m, found.found.front(), c);
    if (!found.found.empty()) return;
    if (m.bill_desk.read) return refuse(m, c.texts[TextKey::bills_none], effects);
    // No bill's code: goods, a badge or a receipt go where they always do.
    const std::string text = std::exchange(m.bills.input, {});
    look_up(m, {.text = text}, effects);
}

void apply(Model& m, const AccountsKnown& known, const Context&, Effects&) {
    m.bill_desk.there = known.any;
    m.bill_desk.credit = known.credit;
    m.bill_desk.to_give_up = known.to_give_up;
}

}  // namespace till::shell
