#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "app/core/billing/sender.hpp"
#include "app/core/billing/stationery.hpp"
#include "app/core/failure.hpp"
#include "app/core/invoice/sheet.hpp"
#include "pos/base/calendar.hpp"
#include "pos/store/billing/customers.hpp"
#include "pos/store/billing/debits.hpp"
#include "pos/store/billing/receivables.hpp"
#include "pos/store/db/connection.hpp"

/// A statement of account: what was owed before, what was billed, paid and credited since, what is
/// open and for how long it has been due.
namespace app::core::billing {

/// So many rows one statement has.
inline constexpr std::int64_t kStatementRowsMax = 5'000;

struct StatementAsked {
    std::string account;  // its number
    pos::Date from{};
    pos::Date to{};  // the last day
};

struct AccountStatement {
    pos::store::billing::Customer customer;
    pos::Date from{};
    pos::Date to{};
    pos::Date today{};
    std::int64_t opening_minor{0};  // owed at the beginning of the first day
    std::vector<pos::store::billing::StatementRow> rows;
    std::int64_t closing_minor{0};       // owed at the end of the last day
    std::int64_t open_minor{0};          // owed today, with what was booked since
    pos::store::billing::Ageing ageing;  // of that, by today
    /// What collects by direct debit what is due: then nobody is asked to transfer it.
    std::optional<pos::store::billing::Mandate> mandate;
    /// Of what is open, without what is disputed: what was collected and came back.
    std::int64_t came_back_minor{0};
    /// Likewise, where no mandate collects: what is charged at the payment provider by now.
    std::int64_t charged_minor{0};
    /// Likewise: what is on its way at the bank, by a mandate that is over since.
    std::int64_t with_bank_minor{0};

    pos::Currency currency() const { return customer.stored.account.currency; }
    pos::Money money(std::int64_t minor) const { return {minor, currency()}; }
    /// What a transfer would settle today: without what is disputed; nothing if it is below zero.
    pos::Money payable() const;
    /// What of that is asked for: all of it where nothing collects or charges it, else what came
    /// back, or is neither charged nor on its way.
    pos::Money to_transfer() const;
};

/// The period that is shown where nobody says one: from the first day of the month before.
struct StatementPeriod {
    pos::Date from{};
    pos::Date to{};
};
StatementPeriod usual_period(pos::Date today);

/// Reads it as the books stand. Its figures add up: opening balance and rows are the closing
/// balance; what is open today is what the ageing adds up to.
///
/// errors: no such account; a period that ends before it begins, or that is not over; too many rows
Outcome<AccountStatement> read_statement(pos::store::db::Connection& db,
                                         const StatementAsked& asked, pos::Date today);

/// "document", "credit_note", "opening", "write_off", "spent", "payment", "returned", "refund",
/// "credit": what a row is, for whoever names it.
std::string kind_of(const pos::store::billing::StatementRow& row);

/// The page, with the office's logo, in words of the language; with a part to pay by, and its code,
/// where something is open and nothing collects or charges it, or its collection came back.
///
/// requires: "en" or "de"
app::core::invoice::Sheet statement_sheet(const AccountStatement& statement, const Sender& sender,
                                          Stationery& stationery, const std::string& language);

/// The customer's, else the office's: "en" or "de".
std::string language_of(const pos::customer::Party& party, const std::string& office_locale);
/// That, with the locale of the office whose database it is.
Outcome<std::string> language_of(pos::store::db::Connection& db, const pos::customer::Party& party);

}  // namespace app::core::billing
