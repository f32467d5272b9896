#pragma once

#include <string>

#include "app/core/billing/billing_books.hpp"
#include "app/core/failure.hpp"
#include "pos/store/db/connection.hpp"

/// What the office's billing keeps as one text under a name.
namespace app::core::billing {

/// Empty where nobody said it.
Outcome<std::string> read_text_setting(pos::store::db::Connection& db, const char* name);

/// Puts it in place of what was said before, which the journal is told of, within the books' open
/// transaction.
Outcome<void> put_text_setting(BillingBooks& books, const char* name, const std::string& before,
                               const std::string& text, pos::Instant now);

}  // namespace app::core::billing
