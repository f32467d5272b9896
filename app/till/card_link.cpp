#include "app/till/card_link.hpp"

namespace till {

namespace {

drivers::card::Action action_of(pos::journal::CardAction action) {
    switch (action) {
        case pos::journal::CardAction::payment:
            return drivers::card::Action::payment;
        case pos::journal::CardAction::refund:
            return drivers::card::Action::refund;
        case pos::journal::CardAction::reversal:
            return drivers::card::Action::reversal;
    }
    return drivers::card::Action::payment;
}

drivers::card::Order order_of(const pos::journal::CardAttempted& attempt, std::string receipt) {
    return {.attempt = attempt.attempt,
            .action = action_of(attempt.action),
            .amount_minor = attempt.amount.minor,
            .receipt = std::move(receipt),
            .last_before = attempt.last_before,
            .asked = attempt.when.local};
}

}  // namespace

void CardLink::prepare() {
    if (terminal_) terminal_->prepare();
}
void CardLink::ask(const pos::sale::AskCard& ask) {
    if (terminal_) terminal_->order(order_of(ask.attempt, ask.receipt));
}
void CardLink::keep(const pos::sale::KeepCard& keep) {
    if (terminal_) terminal_->keep(keep.attempt, keep.stored);
}
void CardLink::cancel() {
    if (terminal_) terminal_->cancel();
}
void CardLink::enquire(const pos::journal::CardAttempted& attempt) {
    if (terminal_) terminal_->enquire(order_of(attempt, {}));
}
void CardLink::close_day() {
    if (terminal_) terminal_->close_day();
}

}  // namespace till
