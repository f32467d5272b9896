#pragma once

#include <string_view>

#include "pos/base/calendar.hpp"
#include "pos/base/clock.hpp"
#include "pos/base/ulid.hpp"
#include "pos/store/db/connection.hpp"

/// What an office does once a day, by one of its processes: whoever takes it on first.
namespace pos::store::office {

/// A holder that was not heard of for so long is gone, and another one goes on.
inline constexpr std::int64_t kChoreSilence_ms = 5 * 60 * 1'000;

/// Takes a day's chore on. False: it is done, or somebody else is at it.
///
/// requires: no open transaction, here and below
db::Result<bool> take_chore(db::Connection& db, std::string_view name, Date day, const Ulid& holder,
                            Instant now);
/// Says that it goes on. False: another holder has it now.
db::Result<bool> keep_chore(db::Connection& db, std::string_view name, const Ulid& holder,
                            Instant now);
/// It is done, until the next day.
db::Result<void> end_chore(db::Connection& db, std::string_view name, const Ulid& holder);

}  // namespace pos::store::office
