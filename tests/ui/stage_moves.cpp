#include "tests/ui/stage_moves.hpp"

namespace test {

namespace {

namespace sell = till::sell;
namespace prompt = till::prompt;
using sell::Key;

}  // namespace

void type(Till& till, const std::string& text) {
    till.act(sell::Action{sell::InputTyped{text}});
}
void ask(Till& till, const std::string& text) {
    till.act(sell::Action{sell::Prompted{prompt::Typed{text}}});
}
void times(Till& till, const std::string& quantity, const std::string& code) {
    type(till, quantity);
    till.press(Key::times);
    till.scan(code);
}
void stored(Till& till, Key key) {
    till.press(key);
    till.answer_all();
}
void usual(Till& till) {
    till.open_till();
    times(till, "2", "101");
    times(till, "1.204", "106");
    times(till, "3", "109");
    till.press(Key::discount);
    ask(till, "10");
    till.act(sell::Action{sell::Prompted{prompt::ReasonChosen{0}}});
    till.act(sell::Action{sell::Prompted{prompt::Confirmed{}}});
    till.scan("110");
    times(till, "0.312", "105");
}
void one_line(Till& till) {
    till.open_till();
    till.scan("101");
}
void scripts(Till& till) {
    till.open_till();
    for (const char* code : {"113", "114", "115", "116", "117", "118", "119", "120"})
        till.scan(code);
}
pos::customer::Party whoever(const std::string& number, const std::string& name) {
    pos::customer::Party party{.number = number, .name = name};
    party.id.bytes[15] = static_cast<std::uint8_t>(name.size());
    party.street = "Hauptstraße 1";
    party.postcode = "10115";
    party.city = "Berlin";
    party.country = "DE";
    party.email = "post@example.org";
    party.phone = "+49 30 1234567";
    return party;
}
void take_customer(Till& till) {
    till.press(Key::customer);
    till.answer_all();
    till.act(till::customers::Action{till::customers::Taken{}});
    till.answer_all();
}
void long_names(Till& till) {
    till.open_till();
    till.scan("111");
    till.scan("121");
    times(till, "123.456", "123");
    times(till, "12", "122");
    till.press(Key::price);
    ask(till, "9999.99");
    till.act(sell::Action{sell::Prompted{prompt::ReasonChosen{2}}});
    till.act(sell::Action{sell::Prompted{prompt::Confirmed{}}});
    till.customers = {
        whoever("4000123456789", "Maximiliane von und zu Hohenlohe-Langenburg-Weikersheim")};
    take_customer(till);
}
void sixty_lines(Till& till) {
    till.open_till();
    for (int i = 0; i < 60; ++i) till.scan(std::to_string(101 + i % 11));
}
void pay(Till& till) {
    usual(till);
    till.press(Key::pay);
}
void key_in(Till& till, const std::string& digits) {
    till.act(till::pay::Action{till::pay::KeyedChanged{digits}});
}
void pay_with(Till& till, till::pay::Method method) {
    till.act(till::pay::Action{till::pay::MethodPressed{method}});
    till.answer_all();
}
void in_parts(Till& till) {
    pay(till);
    key_in(till, "500");
    pay_with(till, till::pay::Method::other);
    key_in(till, "300");
    pay_with(till, till::pay::Method::card);
    key_in(till, "2000");
}
void paid_with_change(Till& till) {
    pay(till);
    key_in(till, "5000");
    pay_with(till, till::pay::Method::cash);
}
void find_receipt(Till& till, const std::string& number) {
    till.press(Key::return_goods);
    till.act(till::returns::Action{till::returns::InputTyped{number}});
    till.act(till::returns::Action{till::returns::InputEntered{}});
}
void receipt_found(Till& till) {
    usual(till);
    stored(till, Key::exact_cash);
    find_receipt(till, "B01-T1-000001");
    till.answer_all();
    till.act(till::returns::Action{till::returns::MorePressed{0}});
    till.act(till::returns::Action{till::returns::MorePressed{1}});
}
void refund(Till& till) {
    receipt_found(till);
    till.act(till::returns::Action{till::returns::Confirmed{}});
    till.answer_all();
}
void card_says(Till& till, const drivers::card::Report& said) {
    till.act(till::shell::CardReported{said});
    till.answer_all();
}
pos::Ulid attempt(const Till& till) {
    return till.model.cash_register.state().cards.back().attempt;
}
void connect_card(Till& till) {
    till.model.card.there = true;
    usual(till);
    till.press(Key::card);
    till.answer_all();
}
void pay_by_card(Till& till) {
    connect_card(till);
    card_says(till, drivers::card::StateChanged{.state = drivers::card::State::ready, .last = "7"});
    card_says(till, drivers::card::Showing{attempt(till),
                                           drivers::card::Doing::show_card,
                                           {"Bitte Karte vorhalten", "oder einstecken"}});
}
void card_ends(Till& till, drivers::card::Outcome outcome, drivers::card::Reason reason) {
    pay_by_card(till);
    card_says(till, drivers::card::Ended{.attempt = attempt(till),
                                         .outcome = outcome,
                                         .reason = reason,
                                         .text = "Autorisierung nicht möglich"});
}
/// A payment that was found at the start, with nothing in the cart.
void card_left_over(Till& till) {
    till.model.card.there = true;
    till.open_till();
    till.scan("101");
    till.press(Key::card);
    card_says(till, drivers::card::StateChanged{.state = drivers::card::State::ready, .last = "7"});
    card_says(till, drivers::card::Ended{.attempt = attempt(till),
                                         .outcome = drivers::card::Outcome::unknown});
}

}  // namespace test
