#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "pos/base/calendar.hpp"
#include "pos/base/clock.hpp"
#include "pos/base/ulid.hpp"
#include "pos/billing/plan/subscription.hpp"
#include "pos/store/db/connection.hpp"
#include "pos/store/errors.hpp"

/// What is sold by the month, and who has subscribed to it.
namespace pos::store::billing {

/// A version of a plan as it was published; what its content says is read by whoever bills.
struct StoredPlan {
    std::string code;
    std::uint32_t version{1};
    std::string name;
    std::string currency;  // "EUR2"
    std::string content;   // JSON
    Instant made_at{};
    // From which day on it is what begins with the plan, or changes to it; none: at once.
    std::optional<Date> from_day{};
};
/// Publishes the next version of a plan, within the caller's transaction; its number.
db::Result<std::uint32_t> add_plan(db::Connection& db, const StoredPlan& plan);
/// The one of that version; 0: the latest. Nothing if there is none.
db::Result<std::optional<StoredPlan>> plan_of(db::Connection& db, std::string_view code,
                                              std::uint32_t version);
/// The version that holds for what begins on a day: of those whose day has come, or that have none,
/// the one of the latest day; without a day, that of its publication (UTC). Nothing if there is
/// none yet.
db::Result<std::optional<StoredPlan>> plan_on(db::Connection& db, std::string_view code, Date day);
/// The latest version of each, by their codes.
Answer<std::vector<StoredPlan>> latest_plans(db::Connection& db);

struct StoredAct {
    pos::billing::plan::Act act{pos::billing::plan::Act::started};
    Instant at{};
    std::string plan;  // of started, changed and repriced
    std::uint32_t version{0};
    pos::billing::plan::PhasesFrom phases_from{pos::billing::plan::PhasesFrom::subscription};
    unsigned anchor_day{0};
    Instant noted_at{};
    std::string noted_by;
};
struct StoredSubscription {
    Ulid id{};
    std::string number;
    Ulid account{};
    std::optional<Ulid> base;  // that it was added to
    std::vector<StoredAct> acts;
};

// Writing is within the caller's transaction.

/// False: the number is another one's.
db::Result<bool> add_subscription(db::Connection& db, const StoredSubscription& subscription,
                                  Instant now);
/// Puts these in place of all that was to become of it.
db::Result<void> put_acts(db::Connection& db, const Ulid& subscription,
                          std::span<const StoredAct> acts);
/// From an instant on, what that meter or number counts is this subscription's usage.
db::Result<void> put_service_point(db::Connection& db, std::string_view code, Instant from,
                                   const Ulid& subscription);

db::Result<std::optional<StoredSubscription>> subscription_of_number(db::Connection& db,
                                                                     std::string_view number);
/// Of all these accounts, with their acts, by account and id.
db::Result<std::vector<StoredSubscription>> subscriptions_of(db::Connection& db,
                                                             std::span<const Ulid> accounts);
/// The meters and numbers of a subscription, each with the instant from which on it counts.
struct ServicePoint {
    std::string code;
    Instant from{};
};
Answer<std::vector<ServicePoint>> service_points(db::Connection& db, const Ulid& subscription);

}  // namespace pos::store::billing
