#include "app/till/shell/present_parts.hpp"

namespace till::shell {

namespace {

using ui::TextKey;

pos::Money magnitude(pos::Money money) {
    return money.minor < 0 ? -money : money;
}

}  // namespace

void present_pay(Model& m, const Context& c) {
    const auto& state = m.cash_register.state();
    const auto& setup = m.cash_register.setup();
    auto& pay = m.pay;
    const pos::Money due = state.settlement.left_in_cash;
    const pos::Money exact = state.settlement.left_otherwise;
    pay.refund = state.priced.total.minor < 0;
    pay.due = c.locale.money(magnitude(exact));
    pay.total = state.cart.tenders.empty()
                    ? std::string{}
                    : c.texts.with(TextKey::pay_of,
                                   {{"amount", c.locale.money(magnitude(state.priced.total))}});
    pay.rounding = due == exact ? std::string{}
                                : c.texts.with(TextKey::pay_in_cash,
                                               {{"amount", c.locale.money(magnitude(due))}});
    pay.paid.clear();
    for (const auto& tender : state.cart.tenders) {
        pay.paid.push_back(
            {tender.name, tender.reference, c.locale.amount(magnitude(tender.amount))});
    }
    const auto keyed = pay::keyed_minor(pay.keyed);
    const pos::Money given{keyed.value_or(magnitude(due).minor), setup.currency};
    pay.keyed_shown = keyed ? c.locale.amount(given) : std::string{};
    pay.exact_key = c.texts.with(TextKey::pay_exact, {{"amount", c.locale.amount(magnitude(due))}});
    const pos::Money change = given - magnitude(due);
    pay.change_known = !pay.refund && keyed && change.minor > 0;
    pay.cash_key = pay.refund         ? c.texts[TextKey::pay_cash_out]
                   : pay.change_known ? c.texts.with(TextKey::pay_cash_change,
                                                     {{"amount", c.locale.amount(change)}})
                                      : c.texts[TextKey::pay_cash];
    pay.notes.clear();
    if (due.minor > 0) {
        const auto per_major = pos::minor_per_major(setup.currency);
        for (const auto minor : pay::likely_notes(due.minor, per_major, 4)) {
            pay.notes.push_back({minor % per_major == 0
                                     ? c.locale.integer(minor / per_major)
                                     : c.locale.amount(pos::Money{minor, setup.currency}),
                                 minor});
        }
    }
    pay.waiting = state.waiting != pos::sale::Waiting::nothing;
}

void present_done(Model& m, const Context& c) {
    const auto& last = m.cash_register.state().last;
    if (!last) return;
    const auto& record = last->record;
    const bool refund = record.payable.minor < 0;
    pos::Money given = pos::zero(record.currency);
    for (const auto& tender : record.tenders) given += tender.given;
    if (refund) {
        m.done.label = c.texts[TextKey::done_paid_back];
        m.done.figure = c.locale.money(-record.payable);
    } else if (last->change.minor > 0) {
        m.done.label = c.texts[TextKey::done_change];
        m.done.figure = c.locale.money(last->change);
    } else {
        m.done.label = c.texts[TextKey::done_paid];
        m.done.figure = c.locale.money(record.payable);
    }
    m.done.note =
        refund ? record.number
               : c.texts.with(TextKey::done_note, {{"given", c.locale.amount(given)},
                                                   {"total", c.locale.amount(record.payable)},
                                                   {"number", record.number}});
    m.done.can_correct = !refund;
}

void present_held(Model& m, const Context& c) {
    const auto& state = m.cash_register.state();
    m.held.carts.clear();
    for (const auto& cart : state.held) {
        pos::Money total = pos::zero(m.cash_register.setup().currency);
        std::string names;
        for (const auto& line : cart.lines) {
            if (names.size() < 80) names += (names.empty() ? "" : ", ") + line.item.name;
            const auto extended =
                pos::extend(line.quantity, line.price, pos::RoundingMode::half_away);
            if (extended) total += *extended;
        }
        const auto count = static_cast<std::int64_t>(cart.lines.size());
        std::string title =
            c.texts.count(TextKey::held_lines, count, {{"count", c.locale.integer(count)}});
        if (!cart.customer.empty()) title += " · " + cart.customer;
        m.held.carts.push_back({std::move(title), std::move(names), c.locale.amount(total)});
    }
    if (m.held.chosen >= m.held.carts.size()) m.held.chosen = 0;
}

}  // namespace till::shell
