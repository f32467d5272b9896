#pragma once

#include <functional>
#include <optional>
#include <string>

#include "app/core/billing/bill_run.hpp"
#include "app/core/billing/billing_books.hpp"
#include "app/core/failure.hpp"

/// Bills that make themselves: whoever serves the office bills what is due, once a day.
namespace app::core::billing {

/// A time on the office's clock.
struct TimeOfDay {
    int hour{0};
    int minute{0};
    bool operator==(const TimeOfDay&) const = default;
};
/// "03:00"
std::string to_string(TimeOfDay time);
/// Nothing unless it is HH:MM.
std::optional<TimeOfDay> parse_time_of_day(const std::string& text);

/// When bills are made by themselves; nothing: never.
Outcome<std::optional<TimeOfDay>> read_daily(pos::store::db::Connection& db);
/// Says so, in the books' journal too.
Outcome<void> change_daily(BillingBooks& books, std::optional<TimeOfDay> time, pos::Instant now);

/// Bills what is due where today's time has come and nobody has done it yet. Nothing: it was not
/// to be done. A process that was killed at it is followed by another after some minutes; days on
/// which none served are made up for, since a run bills all that is due by its day.
///
/// `holder`: this process. `go_on` is asked between accounts.
/// errors: as run_bills(); it is tried again at the next call
Outcome<std::optional<BillRunReport>> bill_if_due(pos::store::db::Connection& db,
                                                  const std::string& where,
                                                  const pos::store::StoreOptions& store_options,
                                                  const pos::Ulid& holder,
                                                  const std::function<bool()>& go_on,
                                                  pos::Clock& clock, pos::Random& random);

}  // namespace app::core::billing
