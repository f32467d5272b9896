#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "pos/base/clock.hpp"
#include "pos/base/ulid.hpp"
#include "pos/billing/plan/subscription.hpp"
#include "pos/store/db/connection.hpp"

/// Orders to switch services on, to limit them and to switch them off.
namespace pos::store::billing {

/// Stored: never changed.
enum class ServiceWish : std::uint8_t { on = 1, limited = 2, off = 3 };
enum class OrderState : std::uint8_t {
    waits = 1,
    done = 2,      // whoever runs the network has it
    failed = 3,    // they will not take it, or never answered well
    replaced = 4,  // a later one came first
};

/// For what became of its subscription, or of an invoice; where it has neither, by a person.
struct ServiceOrder {
    Ulid id{};
    Ulid subscription{};
    std::string number;   // of the subscription
    std::string account;  // whose it is, by its number
    std::int64_t nth{0};  // of the subscription's, from 1: a later one counts
    ServiceWish wish{ServiceWish::on};
    std::string reason;
    std::optional<pos::billing::plan::Act> act{};  // that it is for
    std::optional<Instant> act_at{};
    std::optional<Ulid> document{};  // that was reminded of, or is settled since
    std::string document_number;
    Instant made_at{};
    std::string by;
    OrderState state{OrderState::waits};
    std::int64_t tries{0};
    Instant due_at{};
    Instant at{};
    std::string said;
};

/// The subscription's next one; those that wait are replaced by it. Within the caller's
/// transaction. Its nth; nothing: there is one of that act already, and nothing is done.
db::Result<std::optional<std::int64_t>> add_order(db::Connection& db, const ServiceOrder& order);
/// Writes state, tries, due_at, at and said. False: it is not in the state `was` any more.
db::Result<bool> put_order(db::Connection& db, const ServiceOrder& order, OrderState was);

db::Result<std::optional<ServiceOrder>> order_of(db::Connection& db, const Ulid& id);
/// The last one that was given to a subscription.
db::Result<std::optional<ServiceOrder>> last_order(db::Connection& db, const Ulid& subscription);
/// Those that wait and are due, the longest waiting first.
db::Result<std::vector<ServiceOrder>> orders_that_wait(db::Connection& db, Instant now,
                                                       std::int64_t limit);

/// A service that a reminder had limited or switched off, where nothing was ordered since.
struct RemindedService {
    Ulid order{};
    Ulid subscription{};
    std::string number;  // of the subscription
    Ulid account{};
    Ulid document{};
    std::string document_number;
};
/// The next ones behind an order, by its id.
db::Result<std::vector<RemindedService>> reminded_services(db::Connection& db, const Ulid& behind,
                                                           std::int64_t limit);

struct OrderQuestion {
    std::optional<Ulid> subscription{};
    std::optional<OrderState> state{};
    std::int64_t limit{200};
};
/// The latest first.
db::Result<std::vector<ServiceOrder>> list_orders(db::Connection& db, const OrderQuestion& asked);

/// What became of a subscription, and has no order yet.
struct ActWithoutOrder {
    Ulid subscription{};
    pos::billing::plan::Act act{pos::billing::plan::Act::started};
    Instant at{};
};
/// Starts, pauses, resumptions and ends that took effect by `now`, and did so or were noted after
/// `after`; in that order.
db::Result<std::vector<ActWithoutOrder>> acts_without_order(db::Connection& db, Instant after,
                                                            Instant now, std::int64_t limit);
/// Up to when these were looked at.
db::Result<std::optional<Instant>> orders_looked_until(db::Connection& db);
db::Result<void> note_orders_looked(db::Connection& db, Instant until);

}  // namespace pos::store::billing
