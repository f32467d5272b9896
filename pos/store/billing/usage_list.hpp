#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "pos/base/calendar.hpp"
#include "pos/base/clock.hpp"
#include "pos/base/ulid.hpp"
#include "pos/billing/bill/item.hpp"
#include "pos/money/quantity.hpp"
#include "pos/store/db/connection.hpp"
#include "pos/store/db/function_ref.hpp"

/// Usage as people look at it: what came for whom, and where it may stand on bills.
namespace pos::store::billing {

/// What stands in the place of a record that was taken back is of this source, with the same id:
/// the one that was wrong is of the source behind these words.
inline constexpr std::string_view kPutRight{"put right: "};

/// A record as a list shows it.
struct UsageRow {
    std::string source;
    std::string id;
    Ulid subscription{};
    std::string number;  // of the subscription
    Ulid account{};
    std::string meter;
    Instant at{};
    Quantity quantity{};
    std::string to;
    Instant received_at{};
    std::optional<Instant> voided_at{};
    bool replaced{false};  // it was taken back, and another record stands in its place
};

/// Of an account or of one subscription.
struct UsageAsked {
    std::optional<Ulid> account{};
    std::optional<Ulid> subscription{};
    std::string_view meter{};  // empty: all
    Instant from{};            // [from, to)
    Instant to{};
};
/// The latest first, handed over one by one; false ends it. `take` may ask the same connection.
///
/// requires: an account or a subscription
db::Result<void> each_usage_row(db::Connection& db, const UsageAsked& asked,
                                db::FunctionRef<bool(const UsageRow&)> take);
/// When how much was used, of records that stand, by time.
db::Result<void> each_amount(db::Connection& db, const UsageAsked& asked,
                             db::FunctionRef<void(Instant, Quantity)> take);
db::Result<std::optional<UsageRow>> usage_row(db::Connection& db, std::string_view source,
                                              std::string_view id);

/// What ever counted for a subscription, and up to when it was billed.
struct MeterPlace {
    Ulid subscription{};
    std::string meter;
    Instant until{};
    auto operator<=>(const MeterPlace&) const = default;
};
/// Of all subscriptions, by subscription and meter, those behind one.
db::Result<std::vector<MeterPlace>> meter_places(db::Connection& db,
                                                 const std::optional<MeterPlace>& behind,
                                                 std::int64_t limit);
/// The same of an account, by meter and subscription.
db::Result<std::vector<MeterPlace>> meter_places_of(db::Connection& db, const Ulid& account);

/// A place with a version of a plan that its subscription has, had or will have.
struct PlannedPlace {
    MeterPlace place;
    std::string plan;
    std::uint32_t version{0};
};
/// By subscription and meter, those behind one, handed over one by one; false ends it.
db::Result<void> each_planned_place(db::Connection& db, const std::optional<MeterPlace>& behind,
                                    db::FunctionRef<bool(const PlannedPlace&)> take);

/// What records that stand come to in [from, to).
struct UsageSum {
    std::int64_t records{0};
    Quantity quantity{};
    Instant first{};
    Instant last{};
};
db::Result<UsageSum> usage_sum(db::Connection& db, const MeterPlace& place, Instant from,
                               Instant to);
/// Some of them, the earliest first.
db::Result<std::vector<UsageRow>> standing_usage(db::Connection& db, const MeterPlace& place,
                                                 Instant from, Instant to, std::int64_t limit);

/// A line of a document that usage may stand on, or that takes one back.
struct UsageLine {
    pos::billing::bill::ItemKind kind{};
    Ulid item{};
    std::optional<Ulid> of{};  // that it changes or takes back
    std::string plan;
    std::uint32_t version{0};
    std::string charge;
    Date from{};  // dates of the account's zone, [from, to)
    Date to{};
    std::uint32_t line{0};
    std::string document;  // its number
    Instant at{};          // when it was issued
};
/// All of a subscription, in the order in which they were issued.
db::Result<std::vector<UsageLine>> usage_lines(db::Connection& db, const Ulid& subscription);

/// Whose a subscription is and what it is called.
struct SubscriptionName {
    std::string number;
    Ulid account{};
};
db::Result<std::optional<SubscriptionName>> subscription_name(db::Connection& db,
                                                              const Ulid& subscription);

}  // namespace pos::store::billing
