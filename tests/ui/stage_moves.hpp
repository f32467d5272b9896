#pragma once

#include <string>

#include "tests/support/shell_driver.hpp"

namespace test {

using Till = ShellDriver;

// What a cashier does on the way to a screen, at a till in the shop of awkward_goods().

// At the input line and at a question.
void type(Till& till, const std::string& text);
void ask(Till& till, const std::string& text);
void times(Till& till, const std::string& quantity, const std::string& code);
void stored(Till& till, till::sell::Key key);

// Goods in the cart, with the till opened.
void usual(Till& till);
void one_line(Till& till);
void scripts(Till& till);
pos::customer::Party whoever(const std::string& number, const std::string& name);
void take_customer(Till& till);
void long_names(Till& till);
void sixty_lines(Till& till);

// Paying them.
void pay(Till& till);
void key_in(Till& till, const std::string& digits);
void pay_with(Till& till, till::pay::Method method);
void in_parts(Till& till);
void paid_with_change(Till& till);

// Goods that come back.
void find_receipt(Till& till, const std::string& number);
void receipt_found(Till& till);
void refund(Till& till);

// The card terminal.
void card_says(Till& till, const drivers::card::Report& said);
pos::Ulid attempt(const Till& till);
void connect_card(Till& till);
void pay_by_card(Till& till);
void card_ends(Till& till, drivers::card::Outcome outcome, drivers::card::Reason reason);
/// A payment that was found at the start, with nothing in the cart.
void card_left_over(Till& till);

}  // namespace test
