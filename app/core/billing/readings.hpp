#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "app/core/billing/billing_books.hpp"
#include "app/core/failure.hpp"
#include "pos/billing/meter/consumption.hpp"
#include "pos/store/billing/meters.hpp"

/// What counters show becomes the usage of whoever has their service point: between each reading
/// and the next, day by day, among the usage records. A reading that changes what was used takes
/// those records back and puts others in their place; what was billed by then is billed anew.
namespace app::core::billing {

/// An estimate counts until somebody has looked.
inline constexpr pos::billing::meter::Policy kReadingPolicy{
    .estimates = pos::billing::meter::Estimates::drop,
    .beyond = pos::billing::meter::Beyond::recent};

/// A counter as it is fitted. Times are as NewSubscription::start has them, in the zone of whoever
/// has the point, else the office's.
struct NewCounter {
    std::string point;
    std::string meter;  // what it counts, as charges say it: "kwh"
    std::string serial;
    unsigned digits{6};
    unsigned decimals{0};
    std::string multiplier{"1"};
    std::string figure{"0"};  // that it shows when it is fitted
    std::string at;           // empty: now
};

/// What somebody read.
struct NewReading {
    std::string point;
    std::string meter;  // empty: the only one at that point
    std::string figure;
    std::string at;  // empty: now
    pos::billing::meter::Source source{pos::billing::meter::Source::actual};
    bool last{false};  // the counter is removed
    bool sure{false};  // somebody has looked: what is only odd is taken
};

/// What a refusal of something that is only odd ends in.
inline constexpr std::string_view kSayIfSure = " If it is right all the same, say --sure.";

/// What a reading changed.
struct ReadingTaken {
    pos::billing::meter::Reading reading{};
    bool again{false};        // it was there already
    std::string meter;        // of the register
    std::int64_t added{0};    // usage records
    std::int64_t voided{0};   //
    std::int64_t late{0};     // of both: behind what was billed
    std::int64_t nobodys{0};  // pieces of time in which nobody had the point
    std::vector<std::string> remarks;
};

/// Fits the first counter at a point, or one after another was removed.
///
/// errors: a face or figure that makes no sense, a counter that is there, a time before its removal
Outcome<ReadingTaken> fit_counter(BillingBooks& books, const NewCounter& counter, pos::Instant now,
                                  pos::Random& random);

/// The same within the caller's transaction of the books.
Outcome<ReadingTaken> write_counter(BillingBooks& books, const NewCounter& counter,
                                    pos::Instant now, pos::Random& random);

/// Takes what a counter showed.
///
/// errors: no counter there, several sorts of them and none named, a figure that its face has not,
///         one that cannot be right, one that is odd while nobody is sure
Outcome<ReadingTaken> take_reading(BillingBooks& books, const NewReading& reading,
                                   pos::Instant now);

/// The same within the caller's transaction of the books.
Outcome<ReadingTaken> write_reading(BillingBooks& books, const NewReading& reading,
                                    pos::Instant now);

/// Removes a counter with its final figure, and fits the next.
Outcome<ReadingTaken> exchange_counter(BillingBooks& books, const NewReading& final,
                                       const NewCounter& next, pos::Instant now,
                                       pos::Random& random);

/// Enters what a counter may show by then, from what was used in the time before.
///
/// errors: as take_reading(), too little history
Outcome<ReadingTaken> estimate_reading(BillingBooks& books, const NewReading& asked,
                                       pos::Instant now);

/// The same within the caller's transaction of the books.
Outcome<ReadingTaken> write_estimate(BillingBooks& books, const NewReading& asked,
                                     pos::Instant now);

// For whoever takes many, within one transaction of the books.

/// take_reading() at a register that is known; a refusal leaves it and the books as they were.
/// What is no better than what stands at that instant changes nothing: what stands is told.
Outcome<ReadingTaken> enter_reading(BillingBooks& books, pos::store::billing::StoredRegister& at,
                                    const pos::billing::meter::Reading& reading, bool last,
                                    bool sure, pos::Instant now);

/// enter_reading() of many that nobody doubts, in their order, in time that grows with their number
/// and no faster. Each refused one is told, and none stops another.
struct ReadingsTaken {
    ReadingTaken sum;
    std::int64_t again{0};
};
Outcome<ReadingsTaken> enter_readings(BillingBooks& books, pos::store::billing::StoredRegister& at,
                                      std::span<const pos::billing::meter::Reading> readings,
                                      pos::Instant now,
                                      const std::function<void(const std::string&)>& on_refusal);

}  // namespace app::core::billing
