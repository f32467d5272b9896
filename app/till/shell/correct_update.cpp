// Putting the last sale right, or what a ticket was paid with.
#include <algorithm>
#include <utility>

#include "app/till/shell/present_parts.hpp"
#include "app/till/shell/prompts.hpp"
#include "app/till/shell/tell.hpp"
#include "app/till/shell/updates.hpp"

namespace till::shell {

namespace {

using ui::TextKey;

pos::Money magnitude(pos::Money money) {
    return money.minor < 0 ? -money : money;
}

std::string words_of(const pos::journal::Tender& tender, const Context& c) {
    return tender_words(tender.code, tender.name, c) + " " +
           c.locale.amount(magnitude(tender.amount));
}

void read_ticket(Model& m, std::optional<pos::Ulid> sale, bool payment, Effects& effects) {
    m.correct = {.asked = ++m.asked, .payment = payment};
    effects.emplace_back(ReadTicket{m.correct.asked, sale});
}

/// Each payment that a person entered, as each of the other means of payment.
std::vector<CorrectDesk::Move> moves_of(const Model& m, const TicketToCorrect& ticket) {
    std::vector<CorrectDesk::Move> moves;
    for (std::size_t index = 0; index < ticket.tenders.size(); ++index) {
        const pos::sale::PaidTender& paid = ticket.tenders[index];
        if (paid.on_terminal || paid.tender.amount.minor == 0) continue;
        if (paid.tender.code == pos::sale::kCreditTender) continue;
        for (const pos::sale::TenderType& type : m.cash_register.setup().tenders) {
            if (type.code != paid.tender.code) moves.push_back({index, type.code});
        }
    }
    return moves;
}

std::string name_of(const Model& m, const std::string& code, const Context& c) {
    const auto& types = m.cash_register.setup().tenders;
    const auto type = std::ranges::find(types, code, &pos::sale::TenderType::code);
    return tender_words(code, type == types.end() ? std::string{} : type->name, c);
}

std::string move_words(const Model& m, const CorrectDesk::Move& move, const Context& c) {
    const pos::journal::Tender& from = m.correct.ticket->tenders[move.index].tender;
    return c.texts.with(TextKey::prompt_payment_move,
                        {{"from", tender_words(from.code, from.name, c)},
                         {"amount", c.locale.amount(magnitude(from.amount))},
                         {"to", name_of(m, move.code, c)}});
}

void open_payment(Model& m, const Context& c, Effects& effects) {
    m.correct.moves = moves_of(m, *m.correct.ticket);
    auto asked = ask_payment(m, c);
    if (!asked) return refuse(m, c.texts[TextKey::refusal_card_booked], effects);
    if (m.screen != Screen::sell) go_to(m, Screen::sell);
    clear_input(m);
    m.sell.prompt = std::move(*asked);
    m.sell.panel = sell::Panel::prompt;
}

void take_sale_back(Model& m, const Context& c, Effects& effects) {
    TicketToCorrect ticket = *std::exchange(m.correct.ticket, std::nullopt);
    const pos::sale::CorrectSale command{.sold = std::move(ticket.record),
                                         .before = std::move(ticket.before),
                                         .tenders = std::move(ticket.tenders),
                                         .items = std::move(ticket.items),
                                         .reason = c.texts[TextKey::reason_mistake],
                                         .credit = std::move(ticket.credit)};
    if (!tell(m, command, c, effects)) return;
    m.chosen_line.reset();
    m.return_mode.reset();
    clear_input(m);
    // A terminal has something to give back first.
    if (m.cash_register.state().waiting == pos::sale::Waiting::nothing) go_home(m);
}

}  // namespace

void correct_last_sale(Model& m, Effects& effects) {
    read_ticket(m, std::nullopt, false, effects);
}

void correct_payment(Model& m, std::optional<pos::Ulid> sale, Effects& effects) {
    read_ticket(m, sale, true, effects);
}

void apply(Model& m, const TicketRead& read, const Context& c, Effects& effects) {
    if (read.ask != m.correct.asked) return;
    m.correct.asked = 0;
    m.correct.ticket = read.ticket;
    if (waits_for_person(m)) return;  // it was locked meanwhile
    if (!read.ticket) return refuse(m, c.texts[TextKey::refusal_nothing_to_correct], effects);
    if (m.correct.payment) return open_payment(m, c, effects);
    take_sale_back(m, c, effects);
}

std::optional<prompt::Model> ask_payment(const Model& m, const Context& c) {
    if (!m.correct.ticket || m.correct.moves.empty()) return std::nullopt;
    prompt::Model p{.subject = prompt::Subject::payment};
    p.title = c.texts.with(TextKey::prompt_payment, {{"number", m.correct.ticket->record.number}});
    p.about = c.texts[TextKey::prompt_payment_about];
    for (const CorrectDesk::Move& move : m.correct.moves)
        p.reasons.push_back(move_words(m, move, c));
    p.reason_needed = true;
    p.confirm = c.texts[TextKey::prompt_payment_confirm];
    return p;
}

bool move_payment(Model& m, prompt::Model& p, const Context& c, Effects& effects) {
    if (!m.correct.ticket || !p.reason || *p.reason >= m.correct.moves.size()) return true;
    const CorrectDesk::Move& move = m.correct.moves[*p.reason];
    const pos::sale::CorrectTender command{.sold = m.correct.ticket->record,
                                           .tenders = m.correct.ticket->tenders,
                                           .index = move.index,
                                           .code = move.code,
                                           .reference = {},
                                           .reason = c.texts[TextKey::reason_mistake]};
    if (!tell(m, command, c, effects)) {
        p.refusal = m.said ? m.said->words : std::string{};
        m.said.reset();
        return false;
    }
    say(m, common::Level::good, payment_corrected_words(m, command, c));
    m.correct = {};
    return true;
}

std::optional<pos::sale::CartTender> next_proposed(const Model& m) {
    const auto& state = m.cash_register.state();
    const auto& cart = state.cart;
    const bool due = state.settlement.left_otherwise.minor > 0 && !state.settlement.complete;
    if (!due || cart.tenders.size() >= cart.proposed.size()) return std::nullopt;
    auto next = cart.proposed[cart.tenders.size()];
    if (next.kind != pos::journal::TenderKind::cash)
        next.amount = std::min(next.amount, state.settlement.left_otherwise);
    return next;
}

void pay_as_before(Model& m, const Context& c, Effects& effects) {
    const auto next = next_proposed(m);
    if (!next) return;
    if (next->kind == pos::journal::TenderKind::card && has_card_terminal(m))
        return pay_by_card(m, next->amount, c, effects);
    const pos::sale::AddTender command{next->code, next->amount, next->reference, true};
    if (tell(m, command, c, effects)) m.pay.keyed.clear();
}

std::string payment_corrected_words(const Model& m, const pos::sale::CorrectTender& done,
                                    const Context& c) {
    const pos::journal::Tender& from = done.tenders[done.index].tender;
    return c.texts.with(TextKey::said_payment_corrected,
                        {{"number", done.sold.number},
                         {"from", tender_words(from.code, from.name, c)},
                         {"amount", c.locale.amount(magnitude(from.amount))},
                         {"to", name_of(m, done.code, c)}});
}

std::string corrected_words(const Model& m, const std::string& number, const Context& c) {
    std::string tenders;
    const auto& last = m.cash_register.state().last;
    if (last) {
        for (const pos::journal::Tender& tender : last->record.tenders)
            tenders += (tenders.empty() ? "" : ", ") + words_of(tender, c);
    }
    if (tenders.empty()) tenders = c.texts[TextKey::done_paid];
    return c.texts.with(TextKey::said_corrected, {{"number", number}, {"tenders", tenders}});
}

std::string being_corrected_words(const Model& m, const Context& c) {
    const auto& state = m.cash_register.state();
    if (!state.cart.correction) return {};
    const pos::Money due = magnitude(state.settlement.left_otherwise);
    const TextKey key = due.minor == 0 ? TextKey::pay_correction_paid : TextKey::pay_correction;
    return c.texts.with(
        key, {{"number", state.cart.correction->number}, {"amount", c.locale.money(due)}});
}

}  // namespace till::shell
