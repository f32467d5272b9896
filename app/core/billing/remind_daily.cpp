#include "app/core/billing/remind_daily.hpp"

#include <utility>

namespace app::core::billing {

Outcome<void> change_daily_reminders(BillingBooks& books, std::optional<TimeOfDay> time,
                                     pos::Instant now) {
    const auto levels = read_levels(*books.db);
    if (!levels) return std::unexpected{levels.error()};
    if (time && levels->empty()) {
        return refuse(Why::no_levels, {},
                      "Nobody would be reminded, since there are no levels: say first which with "
                      "`counterfoil remind levels`.");
    }
    return change_daily(books, kDailyReminders, time, now);
}

Outcome<std::optional<DailyReminders>> remind_if_due(const Serving& serving) {
    const auto daily = read_daily(serving.db, kDailyReminders);
    if (!daily) return std::unexpected{daily.error()};
    if (!*daily) return std::nullopt;
    auto chore = TakenChore::take(serving, kDailyReminders.chore, **daily);
    if (!chore) return std::unexpected{chore.error()};
    if (!*chore) return std::nullopt;
    const pos::Instant now = serving.clock.now();
    auto books = BillingBooks::open(serving.where, serving.store, "", now, serving.random);
    if (!books) return std::unexpected{books.error()};
    DailyReminders report;
    ReminderRun run{.as_of = (*chore)->day()};
    run.on_refusal = [&](const std::string& number, const std::string& reason) {
        report.refused.push_back({number, reason});
    };
    run.go_on = [&] { return (*chore)->go_on(); };
    auto given = remind(*books, run, now, serving.random);
    if (!given) return std::unexpected{given.error()};
    report.given = std::move(*given);
    if (auto ended = (*chore)->end(); !ended) return std::unexpected{ended.error()};
    return std::optional{std::move(report)};
}

}  // namespace app::core::billing
