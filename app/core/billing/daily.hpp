#pragma once

#include <functional>
#include <optional>
#include <string>

#include "app/core/billing/billing_books.hpp"
#include "app/core/failure.hpp"
#include "pos/base/calendar.hpp"
#include "pos/base/clock.hpp"
#include "pos/base/random.hpp"
#include "pos/base/ulid.hpp"
#include "pos/store/db/connection.hpp"
#include "pos/store/store.hpp"

/// What whoever serves the office does by itself each day, from a time of the office's clock on.
namespace app::core::billing {

struct TimeOfDay {
    int hour{0};
    int minute{0};
    bool operator==(const TimeOfDay&) const = default;
};
/// "03:00"
std::string to_string(TimeOfDay time);
/// Nothing unless it is HH:MM.
std::optional<TimeOfDay> parse_time_of_day(const std::string& text);
/// What is typed after `--daily`: a time, or "off", which is nothing.
///
/// errors: usage: neither of them
Outcome<std::optional<TimeOfDay>> time_or_off(const std::string& text);

/// One sort of them.
struct Daily {
    const char* setting;  // under which its time is kept
    const char* chore;    // under which whoever does it is
    std::optional<TimeOfDay> unless_said{};
};
/// When it is done; nothing: never by itself.
Outcome<std::optional<TimeOfDay>> read_daily(pos::store::db::Connection& db, const Daily& what);
/// Says so, in the books' journal too.
Outcome<void> change_daily(BillingBooks& books, const Daily& what, std::optional<TimeOfDay> time,
                           pos::Instant now);

/// The process that serves, as its chores need it.
struct Serving {
    pos::store::db::Connection& db;
    const std::string& where;
    const pos::store::StoreOptions& store;
    const pos::Ulid& holder;             // this process
    const std::function<bool()>& go_on;  // asked between pieces of the work; false stops it there
    pos::Clock& clock;
    pos::Random& random;
};

/// A chore that this process has in hand. Of several processes one has it; another one goes on
/// where that one falls silent.
class TakenChore {
public:
    /// Nothing: its time of today has not come, it is done, or another process has it.
    static Outcome<std::optional<TakenChore>> take(const Serving& serving, const char* chore,
                                                   TimeOfDay from);

    pos::Date day() const { return day_; }
    /// Whether to go on: asks the process that serves, and says now and then that it is at it.
    bool go_on();
    /// Until tomorrow. One that was stopped is taken up again, here or by another process.
    Outcome<void> end();

private:
    TakenChore(const Serving& serving, const char* chore, pos::Date day);

    const Serving* serving_;
    const char* chore_;
    pos::Date day_;
    pos::Instant kept_;
    bool stopped_{false};
};

}  // namespace app::core::billing
