#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "pos/base/calendar.hpp"
#include "pos/base/ulid.hpp"
#include "pos/journal/projection.hpp"
#include "pos/store/db/connection.hpp"
#include "pos/store/errors.hpp"

/// What accounts owe, and what they have paid.
namespace pos::store::billing {

/// A document or a payment that is not settled. What is owed is positive, what was paid ahead or
/// credited negative.
struct OpenItem {
    Ulid about{};
    std::string number;  // of a document; empty of a payment
    Date due_on{};
    std::string currency;  // "EUR2"
    std::int64_t open_minor{0};
    std::int64_t disputed_minor{0};  // of it
};
/// Of one account: the earliest due first, of one day what was paid ahead before documents.
db::Result<std::vector<OpenItem>> open_items(db::Connection& db, const Ulid& account);
/// Which of these have any.
db::Result<std::set<Ulid>> with_open_items(db::Connection& db, std::span<const Ulid> accounts);
/// Which of these owe something, whatever they have paid ahead.
db::Result<std::set<Ulid>> owing(db::Connection& db, std::span<const Ulid> accounts);

db::Result<std::optional<journal::PaymentRow>> payment_of(db::Connection& db, const Ulid& payment);
db::Result<std::optional<journal::PaymentRow>> payment_of_external_id(db::Connection& db,
                                                                      std::string_view id);

/// What a payment or a credit note pays of which invoice.
struct AllocationRow {
    Ulid from{};
    Ulid to{};
    std::int64_t amount_minor{0};
};
db::Result<std::vector<AllocationRow>> allocations_from(db::Connection& db, const Ulid& from);
db::Result<std::vector<AllocationRow>> allocations_to(db::Connection& db, const Ulid& to);

/// What was given up of these documents and not taken back since; those of which nothing was are
/// left out.
db::Result<std::map<Ulid, std::int64_t>> given_up_of(db::Connection& db,
                                                     std::span<const Ulid> documents);

/// One row of a statement of account.
struct StatementRow {
    Date on{};
    /// "document", "write_off" of one, "spent", prepaid credit that paid one, "payment", "returned"
    /// of one that bounced, "refund", or "credit", prepaid
    std::string about;
    std::string number;
    std::int64_t amount_minor{0};  // what it added to what is owed
    std::optional<Date> due_on{};  // of a document
    bool is_opening{false};        // a document of what was owed from before
};
/// Which of an account's rows.
struct StatementQuestion {
    Ulid account{};
    std::optional<Date> from{};  // empty: from the first on
    std::optional<Date> to{};    // the last day; empty: to the latest
    std::int64_t limit{std::int64_t{1} << 40U};
};
/// In the order of days, the ledger's own order within one.
Answer<std::vector<StatementRow>> statement(db::Connection& db, const StatementQuestion& asked);
/// What an account owed at the end of that day; empty: by now.
db::Result<std::int64_t> balance_on(db::Connection& db, const Ulid& account,
                                    std::optional<Date> day);

/// What is owed by how long it has been due.
struct Ageing {
    std::string currency;
    std::int64_t not_due_minor{0};
    std::int64_t days_30_minor{0};  // 1 to 30 days
    std::int64_t days_60_minor{0};
    std::int64_t days_90_minor{0};
    std::int64_t older_minor{0};
    std::int64_t credit_minor{0};    // paid ahead, as a positive figure
    std::int64_t disputed_minor{0};  // of what is owed; none of the others has it
};
/// By currency; of one account or of all.
Answer<std::vector<Ageing>> ageing(db::Connection& db, Date today, std::optional<Ulid> account);

/// The books' totals by currency, for whoever looks whether they balance.
struct BookTotal {
    journal::Book book{journal::Book::receivable};
    std::string currency;
    std::int64_t amount_minor{0};
};
Answer<std::vector<BookTotal>> book_totals(db::Connection& db);

}  // namespace pos::store::billing
