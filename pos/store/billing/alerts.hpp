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

/// What customers want to be told of their usage, and what they were told.
namespace pos::store::billing {

struct UsageAlert {
    Ulid id{};
    Ulid subscription{};
    std::string number;  // of the subscription
    std::string meter;   // what is counted; empty: money
    std::string limit;   // a plain decimal
    std::int64_t percent{100};
    std::int64_t batch{0};  // of usage, that was looked at last
    Instant made_at{};
    std::string by;
};
/// Within the caller's transaction. False: there is one of that id.
db::Result<bool> add_alert(db::Connection& db, const UsageAlert& alert);
/// Takes it away with all that was told by it. False: there is none.
db::Result<bool> remove_alert(db::Connection& db, const Ulid& alert);
db::Result<std::vector<UsageAlert>> alerts_of(db::Connection& db, const Ulid& subscription);
/// Those that no batch of usage from `batch` on was looked at for, the longest waiting first.
db::Result<std::vector<UsageAlert>> alerts_to_look_at(db::Connection& db, std::int64_t batch,
                                                      std::int64_t limit);
db::Result<void> note_looked_at(db::Connection& db, const Ulid& alert, std::int64_t batch);

/// What was told of one period, or is to be.
struct AlertTold {
    Ulid alert{};
    Date period{};  // its first day
    Instant at{};
    std::string used;  // a plain decimal
    DeliveryState state{DeliveryState::waits};
    std::string recipient;
    std::string said;
    std::int64_t tries{0};
    Instant due_at{};
};
/// False: that period was told of, or is to be.
db::Result<bool> add_told(db::Connection& db, const AlertTold& told);
/// Writes a row as it is. False: somebody else has changed it since `was`, and nothing is done.
db::Result<bool> put_told(db::Connection& db, const AlertTold& told, DeliveryState was);
/// Those that wait and are due, the oldest first.
db::Result<std::vector<AlertTold>> told_that_wait(db::Connection& db, Instant now,
                                                  std::int64_t limit);
/// Whether one of these waits, or is under way since before `lost_before`.
db::Result<bool> has_told_to_send(db::Connection& db, Instant now, Instant lost_before);
/// What was under way before so long is unknown.
db::Result<std::int64_t> find_lost_told(db::Connection& db, Instant before, Instant now);
db::Result<std::vector<AlertTold>> told_by(db::Connection& db, const Ulid& alert,
                                           std::int64_t limit);
db::Result<std::optional<UsageAlert>> alert_of(db::Connection& db, const Ulid& alert);

}  // namespace pos::store::billing
