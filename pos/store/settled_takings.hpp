#pragma once

#include <cstdint>
#include <set>
#include <vector>

#include "pos/report/takings.hpp"
#include "pos/store/branch_rollup.hpp"
#include "pos/store/db/connection.hpp"

/// Sums of the branches' takings over days and months that are over, so that a year, and the items
/// of a month, are read as fast as a day. They follow from branch_takings and are made behind the
/// scenes; a figure that comes late takes its day and month back out until they are made again.
namespace pos::store {

/// Stored by their numbers.
enum class TakingsSpan : std::uint8_t {
    day,    // all branches together
    month,  // all branches together, and each
};

/// A month is settled when it has been over for so long: what a till brings late comes mostly
/// within a few days, and a month is much to add up.
inline constexpr std::int32_t kMonthRests_days = 3;

/// Takes the days of these rows, and their months, out of what is settled.
///
/// requires: the transaction that changes branch_takings, after the change
db::Result<void> unsettle_takings(db::Connection& db, const BranchRows& rows);

/// Adds up the oldest month or day that is over at `today` and not settled, in a transaction of its
/// own. False: there is none. Several processes may do so at once.
///
/// requires: no open transaction
db::Result<bool> settle_takings(db::Connection& db, Date today);

/// Where the figures of some days are to be read: one after the other, none twice.
struct TakingsStretch {
    enum class From : std::uint8_t { branch_takings, days, months };
    From from{From::branch_takings};
    Date first{};  // both included
    Date last{};
    bool operator==(const TakingsStretch&) const = default;
};
/// With as many settled spans as there are; those of single days for all branches alone.
db::Result<std::vector<TakingsStretch>> takings_stretches(db::Connection& db, report::Days days,
                                                          bool all_branches);

/// The days among these whose sums over all branches are settled.
db::Result<std::set<Date>> settled_days(db::Connection& db, report::Days days);

/// A span that counts and whose rows are not the sums of the roll-ups.
struct SettledDifference {
    TakingsSpan span{TakingsSpan::day};
    Date start{};
    std::int64_t rows{0};  // so many differ
};
db::Result<std::vector<SettledDifference>> check_settled_takings(db::Connection& db);

}  // namespace pos::store
