#pragma once

#include <string>
#include <string_view>

#include "pos/journal/events/sale.hpp"
#include "pos/pricing/price.hpp"

namespace test {

/// Makes a sale record as a till would, line by line. Amounts are decimals: "1.19".
class Ticket {
public:
    Ticket(std::string_view currency, std::string number, std::string cashier);

    Ticket& sell(std::string name, std::string_view quantity, std::string unit,
                 std::string_view price, const pos::tax::Tax& tax);
    /// Goods that come back; `receipt` is where they were sold, or empty.
    Ticket& take_back(std::string name, std::string_view quantity, std::string unit,
                      std::string_view price, const pos::tax::Tax& tax, std::string receipt);
    // Of the line before.
    Ticket& off(std::string label, std::string_view percent);
    Ticket& instead_of(std::string_view list_price);

    Ticket& basket_off(std::string label, std::string_view percent);
    Ticket& cash_step(std::int64_t minor);

    /// Pays what is left, by cash handed over, by card or with credit.
    Ticket& cash(std::string name, std::string_view given);
    Ticket& card(std::string name, std::string_view amount, std::string reference);
    /// With credit of that account.
    Ticket& credit(std::string name, std::string_view amount, std::string account);
    /// Gives the customer back what the ticket comes to.
    Ticket& pay_out(std::string name);

    pos::journal::SaleRecord record() const;

private:
    pos::Money money(std::string_view text) const;
    pos::Money left() const;
    pos::pricing::PricedDocument priced() const;

    pos::journal::SaleRecord record_;
    pos::pricing::PricingInput input_;
};

/// A tax that prices contain, as a percentage.
pos::tax::Tax included_tax(std::string code, std::string name, std::string_view percent);
/// A tax that is added to prices.
pos::tax::Tax added_tax(std::string code, std::string name, std::string_view percent);

}  // namespace test
