#pragma once

#include <optional>

#include "app/till/shell/model.hpp"
#include "pos/journal/events/sale.hpp"

namespace till::shell {

/// What is to be paid of the account on the screen: what was typed, else what the chosen bills come
/// to. Nothing for what is no amount.
std::optional<pos::Money> bill_amount(const Model& model, const Context& context);

/// That amount as it is paid: the chosen bills from the one that is due first, what is over on the
/// account.
pos::journal::BillPayment bill_payment(const BillDesk& desk, pos::Money amount);

/// Goes to the pay screen with that to pay. False: it was refused, in words.
bool pay_bill(Model& model, pos::journal::BillPayment bill, const Context& context,
              Effects& effects);

}  // namespace till::shell
