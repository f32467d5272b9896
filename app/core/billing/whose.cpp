#include "app/core/billing/whose.hpp"

#include "app/core/billing/in_transaction.hpp"

namespace app::core::billing {

namespace stored = pos::store::billing;

Outcome<stored::Customer> find_account(pos::store::db::Connection& db, const std::string& number) {
    auto found = stored::account_of_number(db, number);
    if (!found) return std::unexpected{database(found.error())};
    if (!*found) {
        return refuse(Why::no_account, number, "No account has the number " + number + ".");
    }
    return std::move(**found);
}

Outcome<stored::Customer> find_open_account(pos::store::db::Connection& db,
                                            const std::string& number) {
    auto found = find_account(db, number);
    if (!found) return found;
    if (auto open = check_open(found->stored); !open) return std::unexpected{open.error()};
    return found;
}

Outcome<void> check_open(const stored::StoredAccount& account) {
    if (!account.closed_on) return {};
    return refuse(Why::other, "account_closed",
                  "Account " + account.account.number + " was closed: open it again first.");
}

Outcome<stored::StoredDocument> find_document(pos::store::db::Connection& db,
                                              const std::string& number) {
    auto found = stored::document_of_number(db, number);
    if (!found) return std::unexpected{failure(found.error())};
    if (!*found) {
        return refuse(Why::no_document, number, "No document has the number " + number + ".");
    }
    return std::move(**found);
}

Outcome<stored::StoredDocument> find_document_of(pos::store::db::Connection& db,
                                                 const pos::customer::Account& account,
                                                 const std::string& number) {
    auto found = find_document(db, number);
    if (found && found->issued.account != account.id) {
        return refuse(Why::of_another, number,
                      number + " is not a document of account " + account.number + ".");
    }
    return found;
}

Outcome<Whose> whose(BillingBooks& books, const std::string& number) {
    const auto found = find_account(*books.db, number);
    if (!found) return std::unexpected{found.error()};
    Whose of{*found, *found};
    if (const auto& payer = of.account.stored.account.payer) {
        auto paying = stored::account_of(*books.db, *payer);
        if (!paying) return std::unexpected{database(paying.error())};
        if (!*paying) return refuse("The account that pays for " + number + " is gone.");
        of.payer = std::move(**paying);
    }
    return of;
}

}  // namespace app::core::billing
