#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "pos/base/calendar.hpp"
#include "pos/base/clock.hpp"
#include "pos/base/ulid.hpp"
#include "pos/store/db/connection.hpp"
#include "pos/store/errors.hpp"

/// Reminders of invoices that are overdue.
namespace pos::store::billing {

/// An invoice of which something is overdue, and how often its customer was reminded of it.
struct Overdue {
    std::int64_t entry{0};  // where a walk through them has come
    Ulid document{};
    std::string number;
    Ulid account{};
    Date due_on{};
    std::string currency;               // "EUR2"
    std::int64_t open_minor{0};         // without what is disputed
    std::int64_t level{0};              // the last one; 0: none yet
    std::optional<Date> reminded_on{};  // by it
};
/// The next ones behind an entry that were due before a day. Fees of reminders are none of them,
/// nor is what is being charged, or on its way at the bank.
db::Result<std::vector<Overdue>> overdue_invoices(db::Connection& db, Date before,
                                                  std::int64_t behind, std::int64_t limit);
/// The same of one invoice; nothing where none of it is overdue.
db::Result<std::optional<Overdue>> overdue_invoice(db::Connection& db, const Ulid& document,
                                                   Date before);
/// Those of an account, as far as it was reminded of; what is on its way at the bank among them.
db::Result<std::vector<Overdue>> reminded_invoices(db::Connection& db, const Ulid& account,
                                                   Date before);

/// One reminder, within the caller's transaction. False: there is one of that level.
struct Reminder {
    Ulid document{};
    std::int64_t level{1};
    Date on{};
    std::optional<Ulid> fee{};
    Instant at{};
};
db::Result<bool> add_reminder(db::Connection& db, const Reminder& reminder);
/// Says which invoice its fee stands in.
db::Result<void> put_reminder_fee(db::Connection& db, const Ulid& document, std::int64_t level,
                                  const Ulid& fee);

/// For lists: the latest first.
struct ReminderRow {
    Reminder reminder;
    std::string number;      // the document's
    std::string account;     // its number
    std::string name;        // of the party
    std::string fee_number;  // of the fee's invoice; empty: none
    std::int64_t open_minor{0};
    std::string currency;
};
Answer<std::vector<ReminderRow>> list_reminders(db::Connection& db, std::int64_t limit);

/// For lists: what is overdue as overdue_invoices() has it, due longest first.
struct OverdueRow {
    Overdue overdue;
    std::string account;  // its number
    std::string name;     // of the party
};
struct OverdueQuestion {
    Date before{};
    std::int64_t skip{0};
    std::int64_t limit{50};
};
Answer<std::vector<OverdueRow>> list_overdue(db::Connection& db, const OverdueQuestion& asked);

}  // namespace pos::store::billing
