#pragma once

#include "app/till/shell/model.hpp"

// Credit of an account's that this till may spend by itself; for the pay screen and the bills' one.
namespace till::shell {

/// Pays with credit: whose it is is looked for first; where money goes back it goes where it came
/// from.
void press_credit(Model& model, const Context& context, Effects& effects);
/// The account on the screen pays what was keyed, or what is due.
void pay_with_credit(Model& model, const Context& context, Effects& effects);
/// What this till has of it goes back to head office.
void give_credit_back(Model& model, const Context& context, Effects& effects);

/// What the keys of both screens say of it.
void present_credit(Model& model, const Context& context);
/// "30.00 of it to spend at this till"; nothing where it has none.
std::string leased_words(const Model& model, const Context& context);

}  // namespace till::shell
