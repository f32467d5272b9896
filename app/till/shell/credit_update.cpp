#include "app/till/shell/credit.hpp"

#include <algorithm>

#include "app/till/shell/tell.hpp"
#include "app/till/shell/updates.hpp"

namespace till::shell {

namespace {

using ui::TextKey;

bool goes_back(const Model& m) {
    return m.cash_register.state().priced.total.minor < 0;
}

/// Whether a sale whose goods come back was paid with credit.
bool was_paid_with_credit(const Model& m) {
    const auto& credit = m.cash_register.state().cart.credit;
    return std::ranges::any_of(credit, [](const auto& paid) { return paid_minor(paid) > 0; });
}

std::optional<pos::Money> keyed_amount(const Model& m) {
    const auto minor = pay::keyed_minor(m.pay.keyed);
    if (!minor) return std::nullopt;
    return pos::Money{*minor, m.cash_register.setup().currency};
}

/// What was keyed; else what is due where that may be spent, with what goes above it, and where not
/// what there is: the rest is paid in another way.
pos::Money to_pay(const Model& m, pos::Instant at) {
    if (const auto keyed = keyed_amount(m)) return *keyed;
    const auto& account = m.bill_desk.account;
    const pos::Money due = m.cash_register.state().settlement.left_otherwise;
    const pos::Money left = account.leased_at(at);
    pos::Money most = left;
    for (const auto& lease : account.leases) {
        if (!lease.expires || at < *lease.expires) most += lease.floor_left;
    }
    return due.minor <= most.minor || left.minor <= 0 ? due : left;
}

std::vector<pos::sale::HeldCredit> held_by(const pos::store::feed::KnownAccount& account) {
    std::vector<pos::sale::HeldCredit> leases;
    for (const auto& one : account.leases) {
        leases.push_back({one.lease, {one.left.minor, one.floor_left.minor, one.expires}});
    }
    return leases;
}

/// What of the payment that was just made is above the credit.
pos::Money over_in_cart(const Model& m) {
    pos::Money over = pos::zero(m.cash_register.setup().currency);
    const auto& tenders = m.cash_register.state().cart.tenders;
    for (const auto& tender : tenders) {
        if (!tender.credit) continue;
        for (const auto& part : tender.credit->parts) over += part.over;
    }
    return over;
}

}  // namespace

void press_credit(Model& m, const Context& c, Effects& effects) {
    if (!goes_back(m)) {
        open_bills(m, m.cash_register.state().cart.customer, effects);
        m.bill_desk.paying = true;
        m.bill_desk.scanned = false;
        return;
    }
    pos::sale::PayWithCredit back;
    back.name = c.texts[TextKey::pay_credit];
    back.amount = keyed_amount(m);
    back.finish = true;
    if (tell(m, back, c, effects)) m.pay.keyed.clear();
}

void pay_with_credit(Model& m, const Context& c, Effects& effects) {
    const auto& account = m.bill_desk.account;
    if (account.leases.empty()) return refuse(m, c.texts[TextKey::refusal_no_credit], effects);
    pos::sale::PayWithCredit command;
    command.account = account.account;
    command.account_number = account.number;
    command.name = c.texts[TextKey::pay_credit];
    command.known_at = m.bill_desk.as_of.value_or(pos::Instant{});
    command.leases = held_by(account);
    command.amount = to_pay(m, c.stamp.at);
    command.finish = true;
    if (!tell(m, command, c, effects)) return;
    m.pay.keyed.clear();
    m.bill_desk.paying = false;
    go_to(m, Screen::pay);
    if (const pos::Money over = over_in_cart(m); over.minor > 0) {
        m.bill_desk.over = over;
        m.bill_desk.over_of = m.cash_register.state().cart.sale;
        say(m, common::Level::warning,
            c.texts.with(TextKey::bills_credit_over, {{"amount", c.locale.money(over)}}));
    }
}

void give_credit_back(Model& m, const Context& c, Effects& effects) {
    auto& account = m.bill_desk.account;
    pos::sale::GiveUpCredit command;
    pos::Money sum = pos::zero(m.cash_register.setup().currency);
    for (const auto& lease : account.leases) {
        command.leases.push_back({lease.lease, account.account, lease.left});
        sum += lease.left;
    }
    if (!tell(m, command, c, effects)) return;
    account.leases.clear();
    say(m, common::Level::good,
        c.texts.with(TextKey::bills_given_back, {{"amount", c.locale.money(sum)}}));
}

void present_credit(Model& m, const Context& c) {
    const auto& state = m.cash_register.state();
    const bool offered = goes_back(m) ? was_paid_with_credit(m) : m.bill_desk.credit;
    m.pay.credit_key = offered && !state.cart.bill ? c.texts[TextKey::pay_credit] : std::string{};
    m.bills.paying = m.bill_desk.paying && m.bills.account;
    m.bills.can_pay_credit = false;
    m.bills.can_give_back = false;
    if (!m.bills.account) return;
    m.bills.can_pay_credit = !m.bill_desk.account.leases.empty();
    m.bills.can_give_back = m.bills.can_pay_credit && !m.bill_desk.paying;
    m.bills.credit_pays = m.bills.paying ? c.locale.money(to_pay(m, c.stamp.at)) : std::string{};
}

std::string leased_words(const Model& m, const Context& c) {
    const auto& account = m.bill_desk.account;
    if (account.leases.empty()) return {};
    return c.texts.with(TextKey::bills_credit_here,
                        {{"amount", c.locale.money(account.leased_at(c.stamp.at))}});
}

}  // namespace till::shell
