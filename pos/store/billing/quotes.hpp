#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "pos/base/bytes.hpp"
#include "pos/base/calendar.hpp"
#include "pos/base/clock.hpp"
#include "pos/base/ulid.hpp"
#include "pos/store/db/connection.hpp"
#include "pos/store/errors.hpp"

/// What was offered to customers.
namespace pos::store::billing {

struct Quote {
    Ulid id{};
    std::string number;
    std::string series;  // that the number is of
    Ulid account{};
    std::string currency;  // "EUR2"
    Date issued_on{};
    Date valid_until{};
    std::int64_t net_minor{0};
    std::int64_t tax_minor{0};
    std::int64_t payable_minor{0};
    std::string content;  // JSON, as it was written
    Bytes paper;          // what it came to, as the archive of a document
    std::optional<Ulid> invoice;
    std::string by;
    Instant at{};
};

// Writing is within the caller's transaction.

/// False: there is one of that id.
db::Result<bool> add_quote(db::Connection& db, const Quote& quote);
/// Says which document it became. False: it became one before.
db::Result<bool> put_quote_invoice(db::Connection& db, const Ulid& quote, const Ulid& document);

db::Result<std::optional<Quote>> quote_of(db::Connection& db, const Ulid& id);
db::Result<std::optional<Quote>> quote_of_number(db::Connection& db, std::string_view number);

/// What a list shows of each.
struct QuoteRow {
    Quote quote;  // without its content and paper
    std::string account;
    std::string name;
    std::string invoice;  // number of the document that it became
};
struct QuoteQuestion {
    std::optional<Ulid> account{};
    std::int64_t skip{0};
    std::int64_t limit{50};
};
/// The latest first.
Answer<std::vector<QuoteRow>> list_quotes(db::Connection& db, const QuoteQuestion& asked);

}  // namespace pos::store::billing
