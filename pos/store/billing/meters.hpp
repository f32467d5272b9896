#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "pos/base/clock.hpp"
#include "pos/base/ulid.hpp"
#include "pos/billing/meter/counter.hpp"
#include "pos/money/quantity.hpp"
#include "pos/store/db/connection.hpp"
#include "pos/store/errors.hpp"

/// Counters at service points, and what they showed.
namespace pos::store::billing {

/// What is counted at a service point, of one sort, with all its counters and readings.
struct StoredRegister {
    Ulid id{};
    std::string point;
    std::string meter;  // as charges and usage records say it: "kwh"
    pos::billing::meter::Register counters;
};
db::Result<std::optional<StoredRegister>> register_of(db::Connection& db, std::string_view point,
                                                      std::string_view meter);
/// Those at one point, or, where it is empty, all; by their points.
db::Result<std::vector<StoredRegister>> registers_at(db::Connection& db, std::string_view point,
                                                     std::int64_t limit);
/// Those whose counter of that serial number is there now.
db::Result<std::vector<StoredRegister>> registers_of_serial(db::Connection& db,
                                                            std::string_view serial);
/// Those that count for a subscription, by its service points.
db::Result<std::vector<StoredRegister>> registers_for(db::Connection& db, const Ulid& subscription,
                                                      std::string_view meter);
/// Which of these subscriptions have a register.
db::Result<std::set<Ulid>> metered_among(db::Connection& db, std::span<const Ulid> subscriptions);

// Writing is within the caller's transaction.

db::Result<void> add_register(db::Connection& db, const StoredRegister& added, Instant now);
/// Adds a counter, or says that it is removed; `position` is from 0.
db::Result<void> put_counter(db::Connection& db, const Ulid& id, std::size_t position,
                             const pos::billing::meter::Installed& installed);
/// In the place of what stands there at its instant.
db::Result<void> put_reading(db::Connection& db, const Ulid& id, std::size_t position,
                             const pos::billing::meter::Reading& reading, Instant now,
                             std::string_view by);

/// Whose a service point is, from an instant on, and by which clocks its days are told.
struct PointOwner {
    Instant from{};
    Ulid subscription{};
    std::string number;  // of the subscription
    std::string zone;    // of its account
};
db::Result<std::vector<PointOwner>> owners_of_point(db::Connection& db, std::string_view point);

/// Usage records of one source that stand, from an instant on.
struct SourceRecord {
    std::string id;
    Ulid subscription{};
    Instant at{};
    Quantity quantity{};
};
db::Result<std::vector<SourceRecord>> records_of_source(db::Connection& db, std::string_view source,
                                                        Instant from, Instant to);
/// The highest id there ever was of a source that numbers its records; 0 where there is none.
db::Result<std::int64_t> last_of_source(db::Connection& db, std::string_view source);

}  // namespace pos::store::billing
