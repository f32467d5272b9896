#include "app/till/shell/credit.hpp"
#include "app/till/shell/present_parts.hpp"
#include "app/till/shell/updates.hpp"
#include "app/till/ui/beside.hpp"
#include "app/till/ui/utf8.hpp"

namespace till::shell {

namespace {

using ui::TextKey;

pos::Money magnitude(pos::Money money) {
    return money.minor < 0 ? -money : money;
}

/// "12 min ago"
std::string held_for(const pos::sale::Cart& cart, const Context& c) {
    const std::int64_t minutes = (c.stamp.at.unix_ms - cart.held_at.unix_ms) / 60'000;
    if (minutes < 1) return c.texts[TextKey::held_just_now];
    const bool hours = minutes >= 60;
    const std::string figure = c.locale.integer(hours ? minutes / 60 : minutes);
    return c.texts.with(hours ? TextKey::held_hours : TextKey::held_minutes, {{"count", figure}});
}

/// "Milk, Bread, …": the first goods, as many as a line of the list has room for.
std::string held_names(const pos::sale::Cart& cart, const Context& c) {
    constexpr std::size_t kLettersMax = 80;
    std::string names;
    std::size_t letters = 0;
    for (const auto& line : cart.lines) {
        if (letters >= kLettersMax) {
            ui::add_beside(c.texts, names, "…", ", ");
            break;
        }
        ui::add_beside(c.texts, names, line.item.name, ", ");
        letters += ui::count_characters(line.item.name);
    }
    return names;
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
        pay.paid.push_back({tender_words(tender.code, tender.name, c), tender.reference,
                            c.locale.amount(magnitude(tender.amount))});
    }
    const auto keyed = pay::keyed_minor(pay.keyed);
    const pos::Money given{keyed.value_or(magnitude(due).minor), setup.currency};
    pay.keyed_shown = keyed ? c.locale.amount(given) : std::string{};
    pay.expected = c.locale.amount(magnitude(due));
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
    pay.as_before.clear();
    if (const auto proposed = next_proposed(m)) {
        pay.as_before = c.texts.with(TextKey::pay_as_before,
                                     {{"tender", tender_words(proposed->code, proposed->name, c)},
                                      {"amount", c.locale.amount(proposed->amount)}});
    }
    if (pay.message.empty() && state.cart.correction) {
        pay.message = {common::Level::warning, being_corrected_words(m, c)};
    }
    pay.waiting = state.waiting != pos::sale::Waiting::nothing;
    present_credit(m, c);
    present_card(m, c);
}

namespace {

std::string printed_words(const Model& m, const std::string& number, const Context& c) {
    if (!m.print_receipts) return {};
    if (m.printer.last == number)
        return c.texts[m.printer.confirmed ? TextKey::done_printed : TextKey::done_sent];
    switch (m.printer.state) {
        case PrinterState::none:
            return {};
        case PrinterState::unknown:
        case PrinterState::ready:
        case PrinterState::printing:
        case PrinterState::paper_low:
            return c.texts[TextKey::done_printing];
        case PrinterState::failed:
            return c.texts[TextKey::done_not_printed];
        case PrinterState::paper_out:
        case PrinterState::cover_open:
        case PrinterState::cutter_error:
        case PrinterState::fault:
        case PrinterState::offline:
        case PrinterState::gone:
            return c.texts[TextKey::done_waits];
    }
    return {};
}

/// "20.00 given · 18.22 total · receipt printed"; without change, what was paid with.
std::string done_note(const Model& m, const pos::sale::Finished& last, const Context& c) {
    std::string note;
    const auto add = [&](const std::string& words) { ui::add_beside(c.texts, note, words); };
    const auto& record = last.record;
    if (last.change.minor > 0) {
        pos::Money given = pos::zero(record.currency);
        for (const auto& tender : record.tenders) given += tender.given;
        add(c.texts.with(TextKey::done_given, {{"amount", c.locale.amount(given)}}));
        add(c.texts.with(TextKey::done_total, {{"amount", c.locale.amount(record.payable)}}));
    } else {
        for (const auto& tender : record.tenders) {
            const std::string name = tender_words(tender.code, tender.name, c);
            const bool several = record.tenders.size() > 1;
            add(several ? name + " " + c.locale.amount(magnitude(tender.amount)) : name);
        }
    }
    if (m.bill_desk.over_of == record.sale && m.bill_desk.over.minor > 0) {
        add(c.texts.with(TextKey::bills_credit_over,
                         {{"amount", c.locale.money(m.bill_desk.over)}}));
    }
    add(printed_words(m, record.number, c));
    return note;
}

}  // namespace

void present_done(Model& m, const Context& c) {
    const auto& last = m.cash_register.state().last;
    if (!last) return;
    const auto& record = last->record;
    const bool refund = record.payable.minor < 0;
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
    m.done.note = done_note(m, *last, c);
    m.done.can_correct = !refund && !record.bill;
    m.done.can_correct_payment = !record.bill;
}

void present_held(Model& m, const Context& c) {
    const auto& state = m.cash_register.state();
    m.held.carts.clear();
    for (const auto& cart : state.held) {
        const auto priced = pos::sale::price(m.cash_register.setup(), cart);
        const auto count = static_cast<std::int64_t>(cart.lines.size());
        std::string title;
        for (const std::string& part :
             {c.texts.count(TextKey::held_lines, count, {{"count", c.locale.integer(count)}}),
              held_for(cart, c), cart.customer})
            ui::add_beside(c.texts, title, part);
        m.held.carts.push_back({std::move(title), held_names(cart, c),
                                priced ? c.locale.amount(priced->total) : std::string{}});
    }
    if (m.held.chosen >= m.held.carts.size()) m.held.chosen = 0;
}

}  // namespace till::shell
