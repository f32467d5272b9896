#pragma once

#include <string>

#include "app/core/billing/billing_books.hpp"
#include "app/core/failure.hpp"
#include "pos/store/billing/customers.hpp"
#include "pos/store/billing/documents.hpp"

namespace app::core::billing {

/// errors: no account has that number
Outcome<pos::store::billing::Customer> find_account(pos::store::db::Connection& db,
                                                    const std::string& number);

/// The same of one that things may still be sold on.
///
/// errors: no account has that number, or it was closed
Outcome<pos::store::billing::Customer> find_open_account(pos::store::db::Connection& db,
                                                         const std::string& number);
/// errors: it was closed
Outcome<void> check_open(const pos::store::billing::StoredAccount& account);

/// errors: no document has that number
Outcome<pos::store::billing::StoredDocument> find_document(pos::store::db::Connection& db,
                                                           const std::string& number);
/// The same of one account.
///
/// errors: no document has that number, or it is another account's
Outcome<pos::store::billing::StoredDocument> find_document_of(pos::store::db::Connection& db,
                                                              const pos::customer::Account& account,
                                                              const std::string& number);

/// An account, and the one that pays for it: mostly the same.
struct Whose {
    pos::store::billing::Customer account;
    pos::store::billing::Customer payer;
};
/// errors: no account has that number, or whoever pays for it is gone
Outcome<Whose> whose(BillingBooks& books, const std::string& number);

}  // namespace app::core::billing
