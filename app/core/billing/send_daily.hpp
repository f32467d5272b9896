#pragma once

#include <optional>

#include "app/core/billing/daily.hpp"
#include "app/core/billing/deliver.hpp"
#include "app/core/failure.hpp"
#include "pos/base/calendar.hpp"

/// E-mails that leave by themselves: whoever serves the office sends what was issued, and again
/// what waits to be, each day from a time on until midnight.
namespace app::core::billing {

struct SendingHours {
    TimeOfDay from{};
    /// Where nothing was delivered before: what was issued on that day or later.
    pos::Date since{};
    bool operator==(const SendingHours&) const = default;
};
/// Nothing: letters are sent by people.
Outcome<std::optional<SendingHours>> read_sending(pos::store::db::Connection& db);
/// Says so, in the books' journal too.
///
/// errors: no mail server is known, or its password cannot be read
Outcome<void> change_sending(BillingBooks& books, std::optional<SendingHours> hours,
                             pos::Instant now);

/// Sends what waits, where today's time has come. Of several processes one does so, and another one
/// goes on where that one falls silent. Nothing: nothing waits, or it is not this process's.
///
/// errors: as send_emails(); it is tried again at the next call
Outcome<std::optional<EmailReport>> send_if_due(const Serving& serving);

}  // namespace app::core::billing
