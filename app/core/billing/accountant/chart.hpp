#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "app/core/billing/billing_books.hpp"
#include "app/core/failure.hpp"
#include "pos/journal/projection.hpp"
#include "pos/store/db/connection.hpp"

/// What the accountant is given of the sub-ledger: bookings between accounts of their chart.
namespace app::core::billing::accountant {

/// The accountant's numbers by what they are for: "receivable", "revenue", "revenue:B" of goods
/// that bear the tax B, "tax", "tax:B", "money", …; what names a tax goes before what does not.
struct Chart {
    std::string consultant{};  // DATEV: Beraternummer, 1001 to 9999999
    std::string client{};      // DATEV: Mandantennummer, 1 to 99999
    std::map<std::string, std::string, std::less<>> accounts{};
};

/// "receivable", "revenue", "tax", "money", "bad_debt", "wallet", "promotion", "lapsed", "leased",
/// "at_tills", "opening", "gain", "loss", "revaluation", "unrealised"
const char* word_of(pos::journal::Book book);
std::vector<std::string> words_of_books();

Outcome<Chart> read_chart(pos::store::db::Connection& db);

/// Puts what is not empty in place of what was said before; an account that is "-" is taken away.
///
/// errors: usage: a key that is none, an account that is not 1 to 9 digits, numbers out of range
Outcome<Chart> change_chart(BillingBooks& books, const Chart& change, pos::Instant now);

/// The account of a book and of the tax that its goods bear. Empty where nobody said it.
std::string account_of(const Chart& chart, pos::journal::Book book, std::string_view tax);

}  // namespace app::core::billing::accountant
