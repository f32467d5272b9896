#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "pos/base/calendar.hpp"
#include "pos/base/clock.hpp"
#include "pos/base/ulid.hpp"
#include "pos/billing/level/level.hpp"
#include "pos/store/db/connection.hpp"
#include "pos/store/errors.hpp"

/// What accounts pay on account until their usage is billed.
namespace pos::store::billing {

/// From a day on, with tax where the account bears any.
struct LevelAmount {
    Date from{};
    std::int64_t amount_minor{0};
    std::string by;
    Instant at{};
};
/// A payment that was asked for.
struct LevelRequest {
    unsigned position{0};
    Date due_on{};
    Ulid document{};
    std::string number;          // of it
    std::int64_t open_minor{0};  // of it, now
};
struct LevelAgreement {
    Ulid id{};
    Ulid account{};        // that pays
    std::string currency;  // "EUR2"
    std::string tax_class;
    unsigned day{1};
    unsigned months{12};
    unsigned payments{12};
    Date starts_on{};
    Date ends_on{};  // the day behind the last one
    bool renews{false};
    Date agreed_on{};
    std::string by;
    Instant at{};
    std::optional<Date> settled_on;
    std::optional<Ulid> document;          // that billed the term
    std::optional<Ulid> credit_note;       // that took the requests back
    std::vector<LevelAmount> amounts{};    // by their days
    std::vector<LevelRequest> requests{};  // by their positions

    bool is_running() const { return !settled_on; }
};

// Writing is within the caller's transaction.

db::Result<void> add_level(db::Connection& db, const LevelAgreement& level);
/// In place of what was said for that day.
db::Result<void> put_level_amount(db::Connection& db, const Ulid& level, const LevelAmount& amount);
db::Result<void> end_level(db::Connection& db, const Ulid& level, Date ends_on);
/// errors: it was asked for before
db::Result<void> add_level_request(db::Connection& db, const Ulid& level, unsigned position,
                                   Date due_on, const Ulid& document);
/// What became of one that is over.
struct LevelSettled {
    Ulid level{};
    Date ends_on{};
    Date settled_on{};
    std::optional<Ulid> document{};
    std::optional<Ulid> credit_note{};
};
db::Result<void> settle_level(db::Connection& db, const LevelSettled& settled);

/// Those of these accounts that were not settled: one each at most.
db::Result<std::map<Ulid, LevelAgreement>> levels_among(db::Connection& db,
                                                        std::span<const Ulid> accounts);
/// Of one account, the latest first.
db::Result<std::vector<LevelAgreement>> levels_of_account(db::Connection& db, const Ulid& account);
/// Every one that was not settled, the longest running first.
db::Result<std::vector<LevelAgreement>> running_levels(db::Connection& db);

/// A document that a settlement deducts, or takes back.
struct LevelDocument {
    std::string number;
    Date issued_on{};
};
/// The requests that a document settles, or that a credit note takes back; none of any other.
db::Result<std::vector<LevelDocument>> levels_behind(db::Connection& db, const Ulid& document);
/// What of a settlement's document was paid on account: what its credit note paid of it.
db::Result<std::int64_t> deducted_by_level(db::Connection& db, const Ulid& document);

/// What an account was billed, with tax, of all that is for some days of [from, to), but for fees
/// that come once.
db::Result<std::vector<pos::billing::level::Spent>> billed_within(db::Connection& db,
                                                                  const Ulid& account, Date from,
                                                                  Date to);

}  // namespace pos::store::billing
