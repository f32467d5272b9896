#pragma once

#include <optional>

#include "pos/journal/events/meter.hpp"
#include "pos/store/db/connection.hpp"
#include "pos/store/errors.hpp"

namespace pos::store {

/// What was noted of a counter at this till, or came from one.
Answer<std::optional<journal::MeterRead>> noted_reading(db::Connection& db, const Ulid& reading);

}  // namespace pos::store
