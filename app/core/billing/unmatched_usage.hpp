#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "app/core/billing/billing_books.hpp"
#include "app/core/billing/seldom_counted.hpp"
#include "app/core/failure.hpp"
#include "pos/base/clock.hpp"
#include "pos/base/ulid.hpp"
#include "pos/money/quantity.hpp"
#include "pos/store/billing/usage_list.hpp"

namespace app::core::billing {

/// Usage under a measure that no plan counts which its subscription had at that time, such as
/// "kHw" for "kwh": no bill will ever take it.
struct Unmatched {
    pos::store::billing::MeterPlace place;
    std::string subscription;  // its number
    pos::Ulid account{};
    std::int64_t records{0};
    pos::Quantity quantity{};
    pos::Instant first{};
    pos::Instant last{};
    std::vector<std::string> counted;  // what its plans do count, what looks most like it first
};
/// By subscription and measure, `limit` at most. Of an account, where one is named.
///
/// Each measure that ever counted is looked at beside its subscription's plans, in memory that does
/// not grow with them; records are read of those alone that some plan does not count.
Outcome<std::vector<Unmatched>> unmatched_usage(pos::store::db::Connection& db,
                                                const std::optional<pos::Ulid>& account,
                                                std::size_t limit);

/// How many subscriptions have such usage, for whoever asks often: counted anew once usage came in
/// or was taken back, and after a minute, since plans change as well; but seldom, as counting takes
/// long where there are many (seldom_counted.hpp).
///
/// threads: any
class UnmatchedCount {
public:
    static constexpr std::size_t kMost = 1'000;  // counted up to that

    std::int64_t of(pos::store::db::Connection& db, pos::Clock& clock);
    /// Somebody put usage right, and looks for it.
    void look_again() { count_.look_again(); }

private:
    SeldomCounted count_;
};

/// What is to be put right: one record, or all of a subscription's that are unmatched under a
/// measure.
struct PutRight {
    std::string source{};  // of one record
    std::string id{};
    std::string subscription{};  // its number, where no record is named
    std::string measure{};
    std::string to{};  // the measure that is right; empty: it is taken back alone
    bool dry_run{false};
};
struct PutRightDone {
    std::uint64_t voided{0};
    std::uint64_t replaced{0};  // of these
    std::uint64_t late{0};      // were on a bill: the next one takes the difference
};
/// Takes records back, and puts others of the right measure in their places: each of the source
/// "put right: " and that of the one that was wrong, with the same id. Many are done some at a
/// time, so that a second call goes on where the first was interrupted; `between` is called
/// between two of these transactions, for whoever holds something that others wait for.
///
/// errors: no such record or subscription, nothing to put right, a record that was taken back
///         already, that counters' readings made, or a measure that no plan of its counts then
Outcome<PutRightDone> put_usage_right(BillingBooks& books, const PutRight& asked, pos::Instant now,
                                      const std::function<void()>& between = {});

}  // namespace app::core::billing
