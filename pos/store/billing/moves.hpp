#pragma once

#include <optional>
#include <string>

#include "pos/base/clock.hpp"
#include "pos/base/ulid.hpp"
#include "pos/store/db/connection.hpp"

/// Who left or took over service points.
namespace pos::store::billing {

struct StoredPointMove {
    Ulid id{};
    Instant at{};
    std::optional<Ulid> from;  // the account whose they were until then
    std::optional<Ulid> to;    // the one whose they are from then on
    std::optional<Ulid> document;
    std::string points;   // as people read them: "M1, M2"
    std::string content;  // JSON: what was asked, and what was done
    Instant noted_at{};
    std::string by;
};

/// Within the caller's transaction. False: there is one of that id.
db::Result<bool> add_move(db::Connection& db, const StoredPointMove& move);
db::Result<std::optional<StoredPointMove>> move_of(db::Connection& db, const Ulid& id);

}  // namespace pos::store::billing
