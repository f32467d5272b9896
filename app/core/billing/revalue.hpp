#pragma once

#include <string>
#include <vector>

#include "app/core/billing/billing_books.hpp"
#include "app/core/failure.hpp"
#include "pos/base/calendar.hpp"
#include "pos/journal/projection.hpp"
#include "pos/money/money.hpp"

/// What is held in other currencies at the end of a period, at that day's rates.
namespace app::core::billing {

/// What is held of a currency in one book: receivables, money or prepaid credit.
struct RevaluedBook {
    pos::journal::Book book{pos::journal::Book::receivable};
    pos::Money held{};   // in its currency; debit is positive
    pos::Money books{};  // what it stands in the books for
    pos::Money worth{};  // by the rate of the day
};
struct RevaluedCurrency {
    pos::Currency currency{};
    std::string rate;
    pos::Date rate_on{};  // the day that the rate is of
    std::vector<RevaluedBook> books;
    pos::Money difference{};  // a gain is positive
    bool already{false};      // it was revalued as of that day before, and stays so
};
struct RevaluationReport {
    pos::Date on{};
    pos::Date reversed_on{};
    std::vector<RevaluedCurrency> currencies;
    // What is open of them without ever having been taken into the books is not revalued.
    std::vector<pos::Currency> without_rate;
    pos::Money difference{};  // of those that are revalued now
    bool dry_run{false};
};

/// Posts the difference between what is held at the end of a day and what it stands in the books
/// for, as unrealised, and takes it back the day after: what is realised later is what it would
/// have been. Once for a currency and a day; the same again changes nothing.
///
/// errors: a day that is none or still to come; a currency that nobody has said a rate of by then;
///         an amount beyond Money's range
Outcome<RevaluationReport> revalue(BillingBooks& books, const std::string& at, bool dry_run,
                                   pos::Instant now);

}  // namespace app::core::billing
