#pragma once

#include <string>

#include "app/core/billing/billing_books.hpp"
#include "app/core/failure.hpp"
#include "pos/store/billing/customers.hpp"

namespace app::core::billing {

/// errors: no account has that number
Outcome<pos::store::billing::Customer> find_account(pos::store::db::Connection& db,
                                                    const std::string& number);

/// An account, and the one that pays for it: mostly the same.
struct Whose {
    pos::store::billing::Customer account;
    pos::store::billing::Customer payer;
};
/// errors: no account has that number, or whoever pays for it is gone
Outcome<Whose> whose(BillingBooks& books, const std::string& number);

}  // namespace app::core::billing
