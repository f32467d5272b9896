#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "pos/base/calendar.hpp"
#include "pos/base/clock.hpp"
#include "pos/customer/account.hpp"
#include "pos/customer/party.hpp"
#include "pos/store/db/connection.hpp"
#include "pos/store/errors.hpp"

/// The accounts that head office bills, as its reference tables have them. Whose they are stands in
/// store/parties.
namespace pos::store::billing {

// Writing is within the caller's transaction. False: somebody else has the number.

/// Adds an account, or changes one. What it pays for and its next bill stay as they are.
///
/// requires: party and payer are there
db::Result<bool> put_account(db::Connection& db, const customer::Account& account, Instant now);

/// Says that an account's next bill may be due on that day already, and that what a bill run has
/// read of it is out of date. The same for whoever pays for it.
db::Result<void> touch_account(db::Connection& db, const Ulid& account, Date due);

/// Closes an account, or opens it again.
db::Result<void> put_account_closed(db::Connection& db, const Ulid& account,
                                    std::optional<Date> closed_on);

/// Whether a document has a line of it.
db::Result<bool> was_billed(db::Connection& db, const Ulid& account);

/// An account as a bill run finds it.
struct StoredAccount {
    customer::Account account;
    std::int64_t version{0};
    std::optional<Date> next_bill;
    std::optional<Date> closed_on{};  // nothing is sold on it any more
};
struct Customer {
    StoredAccount stored;
    customer::Party party;
};

db::Result<std::optional<Customer>> account_of_number(db::Connection& db, std::string_view number);
db::Result<std::optional<Customer>> account_of(db::Connection& db, const Ulid& account);
/// In the order of their ids; those that are not there are left out.
db::Result<std::vector<Customer>> accounts_of(db::Connection& db, std::span<const Ulid> ids);
/// The numbers of accounts, and those of customers; whoever is not there is left out.
db::Result<std::map<Ulid, std::string>> account_numbers(db::Connection& db,
                                                        std::span<const Ulid> accounts);
db::Result<std::map<Ulid, std::string>> party_numbers(db::Connection& db,
                                                      std::span<const Ulid> parties);
/// The accounts of a customer, in the order of their ids.
db::Result<std::vector<Customer>> accounts_of_party(db::Connection& db, const Ulid& party);
/// The accounts that these pay for.
db::Result<std::vector<Customer>> paid_by(db::Connection& db, std::span<const Ulid> payers);

/// What a list of accounts shows of each.
struct AccountRow {
    Ulid account{};
    std::string number;
    std::string name;
    std::string city;
    std::string currency;  // "EUR2"
    std::int64_t open_minor{0};
    std::int64_t overdue_minor{0};
    std::optional<Date> next_bill;
    bool parked{false};
    std::optional<Date> closed_on{};
};
struct AccountQuestion {
    std::string_view words;  // of name, number, town, e-mail or telephone; empty: all
    Date today{};
    std::int64_t skip{0};
    std::int64_t limit{50};
    bool closed_too{false};  // else those alone that are open
};
/// By their numbers.
Answer<std::vector<AccountRow>> list_accounts(db::Connection& db, const AccountQuestion& asked);
/// How many there are, of whatever `skip` and `limit` are.
Answer<std::int64_t> count_accounts(db::Connection& db, const AccountQuestion& asked);

}  // namespace pos::store::billing
