#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "pos/base/calendar.hpp"
#include "pos/base/clock.hpp"
#include "pos/base/ulid.hpp"
#include "pos/store/billing/deliveries.hpp"
#include "pos/store/db/connection.hpp"
#include "pos/store/errors.hpp"

/// Statements of account on their way by e-mail, and what became of each.
namespace pos::store::billing {

struct StatementLetter {
    /// `document` is the statement's id; the channel is e-mail.
    Delivery delivery;
    Ulid account{};
    Date from{};
    Date to{};  // the last day
    std::string by;
};
/// Within the caller's transaction. False: one of that id is there.
db::Result<bool> add_statement_letter(db::Connection& db, const StatementLetter& letter);
db::Result<std::optional<StatementLetter>> statement_letter_of(db::Connection& db,
                                                               const Ulid& statement);
/// Writes how far it is. False: somebody else has changed it since `was`, and nothing is done.
db::Result<bool> put_statement_letter(db::Connection& db, const Delivery& delivery,
                                      DeliveryState was);
/// The next that may be tried, the oldest first.
db::Result<std::vector<Delivery>> due_statement_letters(db::Connection& db, Instant now,
                                                        std::int64_t limit);
/// Whether one may be tried by now, or was under way before so long that it is lost.
db::Result<bool> has_statement_to_send(db::Connection& db, Instant now, Instant lost_before);
/// What was under way before so long is unknown. How many.
db::Result<std::int64_t> find_lost_statements(db::Connection& db, Instant before, Instant now);

/// For pages and lists.
struct StatementLetterRow {
    StatementLetter letter;
    std::string account;  // its number
    std::string name;
};
/// Of one account or of all, what changed last first.
Answer<std::vector<StatementLetterRow>> list_statement_letters(db::Connection& db,
                                                               std::optional<Ulid> account,
                                                               std::int64_t limit);

/// Those that did not arrive, or may not have, and wait for a person, what changed last first: a
/// later statement of the same account that was sent is what the customer was to have.
db::Result<std::vector<StatementLetterRow>> undelivered_statements(db::Connection& db,
                                                                   std::int64_t limit);
db::Result<std::int64_t> count_undelivered_statements(db::Connection& db);

}  // namespace pos::store::billing
