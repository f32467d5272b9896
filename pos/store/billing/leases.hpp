#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "pos/base/clock.hpp"
#include "pos/base/ulid.hpp"
#include "pos/journal/projection.hpp"
#include "pos/store/db/connection.hpp"

/// Credit that tills may spend while they hear of nobody, lease by lease.
namespace pos::store::billing {

struct StoredLease {
    journal::LeaseRow row;
    std::string account;          // its number
    std::int64_t left_minor{0};   // that the till may still spend, as far as it is known here
    std::int64_t spent_minor{0};  // goods that came back taken off, what is above it counted
    std::optional<Instant> ended_at;
    /// The till sends nothing any more, or another one has its place: only people end it.
    bool frozen{false};
};
/// The leases of an account that were granted by then, as each stood then; the oldest first.
db::Result<std::vector<StoredLease>> leases_of(db::Connection& db, const Ulid& account, Instant at);
/// All that have not ended, by account, branch, till and age.
db::Result<std::vector<StoredLease>> open_leases(db::Connection& db, std::int64_t limit);
/// Those of them that are frozen, the latest first.
db::Result<std::vector<StoredLease>> frozen_leases(db::Connection& db, std::int64_t limit);
/// Looks at every lease that there ever was: not for each page.
db::Result<std::int64_t> count_frozen_leases(db::Connection& db);
/// Another one once that count may be another, at the cost of a look at the ends of the journals
/// and at the terminals.
db::Result<std::int64_t> frozen_leases_head(db::Connection& db);
db::Result<std::optional<StoredLease>> lease_of(db::Connection& db, const Ulid& lease);
db::Result<std::optional<StoredLease>> lease_of_external_id(db::Connection& db,
                                                            std::string_view id);

/// A lot in a lease, in the order in which they came in; beyond it: that the till spent besides.
struct LeasedLot {
    Ulid lot{};
    bool beyond{false};
    std::int64_t held_minor{0};  // that the till may still spend; of what is beyond: nothing
    std::int64_t out_minor{0};   // spent, less what came back
    std::int64_t said_minor{0};  // of that, what a clerk said and no till has yet
};
db::Result<std::vector<LeasedLot>> lots_of_lease(db::Connection& db, const Ulid& lease);

/// What happened to an account's leases, in the order of entries; a booking of several lots once.
struct StoredLeaseMove {
    Ulid lease{};
    journal::LeaseMove move{journal::LeaseMove::spent};
    Instant at{};
    std::int64_t amount_minor{0};
    std::int64_t beyond_minor{0};  // of it
    std::string branch;
    std::string till;
    std::string number;  // of the till's receipt
    std::string reason;
};
db::Result<std::vector<StoredLeaseMove>> lease_moves_of(db::Connection& db, const Ulid& account);

/// The number of the receipt with that sale; empty: it is not here.
db::Result<std::string> receipt_number_of(db::Connection& db, const Ulid& sale);

/// The terminal that sells at a place now, if there is one that may send: the one that joined last.
db::Result<std::optional<Ulid>> terminal_at(db::Connection& db, std::string_view branch,
                                            std::string_view till);

/// As much of an account's credit as a till is to have; without a till's code each of the branch.
struct LeaseRule {
    Ulid account{};
    std::string number;  // the account's
    std::string branch;
    std::string till;
    Currency currency{};  // the account's
    std::int64_t upto_minor{0};
    std::int64_t floor_minor{0};
    bool until_close{false};
    Instant noted_at{};
    std::string noted_by;
};
/// Of one account, or of any; by account, branch and till.
db::Result<std::vector<LeaseRule>> lease_rules(db::Connection& db, std::optional<Ulid> account);
/// In place of an earlier one of the same account and place. Within the caller's transaction.
db::Result<void> put_lease_rule(db::Connection& db, const LeaseRule& rule);
/// False if there is none.
db::Result<bool> drop_lease_rule(db::Connection& db, const Ulid& account, std::string_view branch,
                                 std::string_view till);

/// A till that a rule is for, and what it has of the account's credit.
struct RuledTill {
    LeaseRule rule;
    std::string till;
    std::int64_t left_minor{0};        // in leases that have not ended
    std::int64_t floor_left_minor{0};  // that may be sold above these
};
db::Result<std::vector<RuledTill>> ruled_tills(db::Connection& db);

}  // namespace pos::store::billing
