#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "pos/base/calendar.hpp"
#include "pos/base/clock.hpp"
#include "pos/base/ulid.hpp"
#include "pos/store/db/connection.hpp"
#include "pos/store/errors.hpp"

/// What accounts were allowed to pay in parts.
namespace pos::store::billing {

struct InstalmentPart {
    Date due_on{};
    std::int64_t amount_minor{0};
    std::int64_t paid_minor{0};  // of it: payments pay the parts in their order
};
struct InstalmentDocument {
    Ulid document{};
    std::string number;
    std::int64_t amount_minor{0};  // that was open when it was agreed
    std::int64_t open_minor{0};    // now
};
/// Stored: never changed.
enum class PlanEnd : std::uint8_t {
    given_up = 1,  // by a person
    broken = 2,    // a part was missed, and its customer was reminded
};
struct InstalmentPlan {
    Ulid id{};
    Ulid account{};
    std::string currency;  // "EUR2"
    std::int64_t amount_minor{0};
    Date agreed_on{};
    std::string by;
    std::optional<Date> ended_on;
    PlanEnd end{PlanEnd::given_up};  // where it has ended
    Instant at{};
    std::vector<InstalmentPart> parts;          // by their due days
    std::vector<InstalmentDocument> documents;  // as they were agreed

    bool is_paid() const;
    /// Agreed, and neither paid nor ended.
    bool is_running() const { return !ended_on && !is_paid(); }
    /// The first part that was due before a day and is not whole; nothing where none was missed.
    std::optional<Date> missed(Date today) const;
};

// Writing is within the caller's transaction.

db::Result<void> add_instalments(db::Connection& db, const InstalmentPlan& plan);
/// False: there is none of that id, or it ended before.
db::Result<bool> end_instalments(db::Connection& db, const Ulid& plan, Date on, PlanEnd end);

/// Of one account, the latest first.
db::Result<std::vector<InstalmentPlan>> instalments_of_account(db::Connection& db,
                                                               const Ulid& account);
/// The one that a document is paid by, unless it has ended.
db::Result<std::optional<InstalmentPlan>> instalments_of(db::Connection& db, const Ulid& document);
/// Those that any of these documents is paid by, unless they have ended; the latest first.
db::Result<std::vector<InstalmentPlan>> instalments_among(db::Connection& db,
                                                          std::span<const Ulid> documents);

}  // namespace pos::store::billing
