#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "pos/base/calendar.hpp"
#include "pos/base/clock.hpp"
#include "pos/base/ulid.hpp"
#include "pos/journal/exchange.hpp"
#include "pos/money/currency.hpp"
#include "pos/store/billing/receivables.hpp"
#include "pos/store/db/connection.hpp"
#include "pos/store/errors.hpp"

/// What other currencies are worth, and what stands of them in the books' own.
namespace pos::store::billing {

/// What one unit of a currency is worth in the books', from a day on.
struct ExchangeRate {
    Currency currency{};
    Date on{};
    std::string rate;  // an exact decimal above zero
    Instant noted_at{};
    std::string noted_by;
    bool operator==(const ExchangeRate&) const = default;
};
/// Within the caller's transaction; in place of what was said of that day.
db::Result<void> put_rate(db::Connection& db, const ExchangeRate& rate);
/// The latest one of a day or before it.
db::Result<std::optional<ExchangeRate>> rate_on(db::Connection& db, Currency currency, Date day);
/// The latest first.
Answer<std::vector<ExchangeRate>> rates(db::Connection& db, std::int64_t skip, std::int64_t limit);

/// The rate that a document, a payment or a lot was taken into the books at.
db::Result<std::optional<journal::ExchangeRow>> exchange_of(db::Connection& db, const Ulid& about);

/// What stands of one thing among receivables, or of an account's prepaid credit.
struct Carried {
    std::int64_t open_minor{0};   // in its currency; debit is positive
    std::int64_t books_minor{0};  // in the books'
    bool is_known{false};         // whether the books' currency ever heard of it
};
db::Result<Carried> carried_item(db::Connection& db, const Ulid& about);
db::Result<Carried> carried_wallet(db::Connection& db, const Ulid& account, Currency currency);

/// What a payment or credit note took with it out of the books to an invoice.
struct CarriedPair {
    std::int64_t paid_minor{0};  // in their currency
    std::int64_t from_minor{0};  // of the payment, in the books'
    std::int64_t to_minor{0};    // of the invoice
};
/// Nothing where neither was ever converted.
db::Result<std::optional<CarriedPair>> carried_pair(db::Connection& db, const Ulid& from,
                                                    const Ulid& to);

/// What is held of a currency in a book by the end of a day, and what that stands in the books for.
struct Held {
    Currency currency{};
    journal::Book book{journal::Book::receivable};
    std::int64_t held_minor{0};   // in its currency; debit is positive
    std::int64_t books_minor{0};  // in the books'
};
/// Receivables, money and prepaid credit that the books' currency knows of, by currency and book.
db::Result<std::vector<Held>> held_on(db::Connection& db, Date day, Currency books);

/// The books in their own currency: what was booked in it, and what all else comes to.
Answer<std::vector<BookTotal>> converted_totals(db::Connection& db, Currency books);
/// Currencies in which something is open of which the books' currency knows nothing.
Answer<std::vector<Currency>> unconverted(db::Connection& db, Currency books);
/// What was realised about one thing, in the books' currency: a gain is positive.
Answer<std::int64_t> realised_minor(db::Connection& db, const Ulid& about);

}  // namespace pos::store::billing
