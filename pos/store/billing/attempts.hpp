#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "pos/base/calendar.hpp"
#include "pos/base/clock.hpp"
#include "pos/base/ulid.hpp"
#include "pos/journal/billing_rows.hpp"
#include "pos/store/db/connection.hpp"
#include "pos/store/errors.hpp"

/// Attempts to collect money at a payment provider.
namespace pos::store::billing {

struct StoredAttempt {
    journal::AttemptRow row;
    std::string account;   // its number
    std::string name;      // whose
    std::string document;  // the invoice's number; else empty

    pos::billing::attempt::Standing standing() const {
        return {row.state, row.sent, row.asked, row.sent_at, row.due, row.said, row.reference};
    }
};

db::Result<std::optional<StoredAttempt>> attempt_of(db::Connection& db, const Ulid& attempt);
db::Result<std::optional<StoredAttempt>> attempt_of_key(db::Connection& db, std::string_view key);
/// The one that is under way.
db::Result<std::optional<StoredAttempt>> open_attempt(db::Connection& db, journal::Purpose purpose,
                                                      const Ulid& about);
/// Those about which something is to be done, the longest waiting first.
db::Result<std::vector<StoredAttempt>> attempts_due(db::Connection& db, Instant now,
                                                    std::int64_t limit);

struct AttemptFilter {
    std::optional<Ulid> account{};
    bool open_only{false};
    std::optional<Instant> unclear_since{};  // those that may have got out by then, or by a clock
                                             // that was as far ahead, and are open
    std::int64_t limit{200};
};
/// The latest first.
db::Result<std::vector<StoredAttempt>> attempts(db::Connection& db, const AttemptFilter& filter);
/// All that there are of them, whatever the limit.
db::Result<std::int64_t> count_attempts(db::Connection& db, const AttemptFilter& filter);

/// What was tried before, of one thing and for one purpose.
struct TriesBefore {
    std::uint32_t last{0};   // nth of the last one
    std::int64_t count{0};   // without those that were withdrawn
    std::optional<Date> on;  // the day of the first of these
};
db::Result<TriesBefore> tries_before(db::Connection& db, journal::Purpose purpose,
                                     const Ulid& about);
/// Those of a purpose that were prepared on that day or later, and were paid or are under way.
db::Result<std::int64_t> count_tries_since(db::Connection& db, journal::Purpose purpose,
                                           const Ulid& about, Date since);

/// An invoice that is due, of an account whose method collects and is valid, with nothing under
/// way: neither an attempt nor a direct debit. None of which a direct debit ever came back: it is
/// to be transferred, or collected again with the next order where somebody says so.
struct Chargeable {
    Ulid document{};
    std::string number;
    std::string account;  // its number
    Date due_on{};
    std::int64_t open_minor{0};  // without what is disputed
};
struct ChargeQuestion {
    std::string provider;  // that keeps the methods
    Date today{};
    std::int64_t tries_max{1};  // those that had fewer
    Ulid behind{};              // by their ids
    std::int64_t limit{200};
};
db::Result<std::vector<Chargeable>> chargeable(db::Connection& db, const ChargeQuestion& asked);

/// Numbers of accounts whose rule charges credit, is not stopped, and may have less left than it
/// says, with nothing under way; in their order, those after `behind`.
db::Result<std::vector<std::string>> wallets_to_top_up(db::Connection& db, Instant now,
                                                       const std::string& behind,
                                                       std::int64_t limit);

/// The statements that are run every few seconds, and those of the lists, for a test of how SQLite
/// goes about them: attempts_due(), chargeable(), wallets_to_top_up(), attempts() of an account and
/// of what is unclear.
std::vector<std::string> attempt_statements();

/// SQL: no attempt to collect the invoice `d.document` is under way.
std::string_view no_attempt_sql();

}  // namespace pos::store::billing
