#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "pos/base/clock.hpp"
#include "pos/base/ulid.hpp"
#include "pos/journal/projection.hpp"
#include "pos/store/db/connection.hpp"
#include "pos/store/errors.hpp"

/// Prepaid credit of accounts, lot by lot.
namespace pos::store::billing {

struct StoredLot {
    journal::WalletLotRow row;
    /// Of its amount, what nothing has taken out; whether it counts is told by its instants.
    std::int64_t left_minor{0};
};
/// The lots of an account that were granted by then, and what was left of each then; the oldest
/// first.
db::Result<std::vector<StoredLot>> lots_of(db::Connection& db, const Ulid& account, Instant at);
db::Result<std::optional<StoredLot>> lot_of(db::Connection& db, const Ulid& lot);
db::Result<std::optional<StoredLot>> lot_of_external_id(db::Connection& db, std::string_view id);

/// What went on of a lot that expired, and the lot in which it went on last: itself, if none did.
struct RolledOver {
    std::int64_t minor{0};
    Ulid last{};
};
db::Result<RolledOver> rolled_over_of(db::Connection& db, const Ulid& lot);
/// Whether somebody ended it before its time.
db::Result<bool> was_voided(db::Connection& db, const Ulid& lot);

/// Lots that have expired with something left in them and have no entry that says so: of one
/// account, or of any.
db::Result<std::vector<StoredLot>> lots_to_end(db::Connection& db, std::optional<Ulid> account,
                                               Instant now, std::int64_t limit);
/// Which of these accounts ever had credit, or have a rule that grants them some.
db::Result<std::set<Ulid>> wallets_among(db::Connection& db, std::span<const Ulid> accounts);

struct StoredMove {
    journal::WalletMoveRow row;
    std::string number;  // of the document that was paid
};
/// What was taken out of an account's lots, in the order of entries.
db::Result<std::vector<StoredMove>> moves_of(db::Connection& db, const Ulid& account);
/// What lots paid of a document, less what came back of that: the moves, in their order, each with
/// its lot.
struct PaidByLot {
    StoredLot lot;
    std::int64_t amount_minor{0};
};
db::Result<std::vector<PaidByLot>> paid_by_lots(db::Connection& db, const Ulid& document);

/// A lot that is granted by itself as soon as less than so much is left.
struct TopUpRule {
    std::int64_t below_minor{0};
    std::int64_t amount_minor{0};
    std::int64_t priority{0};
    std::int64_t lifetime_days{0};  // 0: it never expires
    /// It is charged at a payment provider and counts once it is paid; else it is owed.
    bool charged{false};
    std::int64_t most_a_month{0};         // times, where it is charged
    std::optional<Instant> stopped_at{};  // it was declined
    std::string stopped_said{};           // why
};
db::Result<std::optional<TopUpRule>> top_up_rule(db::Connection& db, const Ulid& account);
/// A rule that charges credit and was stopped.
struct StoppedTopUp {
    std::string account;  // its number
    std::string name;     // whose
    Instant at{};
    std::string said;
};
/// The latest first.
db::Result<std::vector<StoppedTopUp>> stopped_top_ups(db::Connection& db, std::int64_t limit);
/// None takes the rule away. Within the caller's transaction.
db::Result<void> put_top_up_rule(db::Connection& db, const Ulid& account,
                                 const std::optional<TopUpRule>& rule);

}  // namespace pos::store::billing
