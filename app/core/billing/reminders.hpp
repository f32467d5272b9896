#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "app/core/billing/billing_books.hpp"
#include "app/core/failure.hpp"
#include "pos/money/money.hpp"
#include "pos/store/billing/reminders.hpp"
#include "pos/store/billing/service_orders.hpp"

/// What becomes of invoices that nobody pays: levels of reminders, each once for an invoice.
namespace app::core::billing {

/// A level: so many days after an invoice was due its customer is reminded, for a fee or for none.
struct ReminderLevel {
    int days{14};
    std::string fee{"0"};  // in the invoice's currency
    std::string name;      // as the fee's line says it: "First reminder"
    /// What becomes of the account's services until all is settled that was reminded of so:
    /// nothing, or they are limited or switched off by an order.
    std::optional<pos::store::billing::ServiceWish> service{};
    bool operator==(const ReminderLevel&) const = default;
};
Outcome<std::vector<ReminderLevel>> read_levels(pos::store::db::Connection& db);
/// errors: usage: days that do not rise, a fee below zero, a level without a name, too many, a
/// service that is switched on; one is switched and nobody is known who would do it
Outcome<void> change_levels(BillingBooks& books, const std::vector<ReminderLevel>& levels,
                            pos::Instant now);

/// When an invoice comes to its next level.
struct NextReminder {
    std::size_t level{0};  // of the levels, from 0
    pos::Date on{};        // no sooner; paid before it, never
    bool operator==(const NextReminder&) const = default;
};
/// Nothing where the level it was reminded by is the last.
std::optional<NextReminder> next_reminder(const pos::store::billing::Overdue& one,
                                          const std::vector<ReminderLevel>& levels);

struct ReminderRun {
    std::optional<pos::Date> as_of{};  // empty: today, where the office is
    bool dry_run{false};
    /// Told of each invoice that cannot be reminded of, by its number, and why.
    std::function<void(const std::string& number, const std::string& reason)> on_refusal{};
    /// Asked between invoices; false stops it there.
    std::function<bool()> go_on{};
};
/// One that was given, or would be.
struct Reminded {
    std::string number;  // of the invoice
    std::int64_t level{1};
    pos::Money open{};
    pos::Money fee{};
    std::string fee_number;                                     // of its invoice; empty: none
    std::optional<pos::store::billing::ServiceWish> service{};  // as the level says
};
/// Reminds of every invoice that is overdue for as long as its next level says, and no sooner after
/// the one before than the levels are apart. The fee is an invoice of its own, which names the one
/// that is not paid, bears no tax and is never reminded of; the one that is not paid waits to be
/// delivered again. Whatever is paid by then is left alone. An invoice that cannot be reminded of
/// stops no other. Killed anywhere, the next run goes on.
///
/// errors: no levels, the database
Outcome<std::vector<Reminded>> remind(BillingBooks& books, const ReminderRun& run, pos::Instant now,
                                      pos::Random& random);

}  // namespace app::core::billing
