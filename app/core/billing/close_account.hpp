#pragma once

#include <string>

#include "app/core/billing/billing_books.hpp"
#include "app/core/failure.hpp"

/// Accounts that are over: what they were billed and paid stays, and nothing is sold on them.
namespace app::core::billing {

/// Closes an account as of today. Money that still comes in for it is taken. Whether it was open.
///
/// errors: no such account; something of it is not over: a subscription, level payments, a bill to
///         come, what is owed either way, prepaid credit or a rule that grants some, accounts that
///         it pays for; another account pays for it
Outcome<bool> close_account(BillingBooks& books, const std::string& number, pos::Instant now);

/// Opens it again. Whether it was closed.
///
/// errors: no such account
Outcome<bool> reopen_account(BillingBooks& books, const std::string& number, pos::Instant now);

}  // namespace app::core::billing
