#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "pos/store/db/connection.hpp"
#include "pos/store/errors.hpp"
#include "pos/store/office/outside.hpp"
#include "pos/store/office/parked.hpp"

namespace pos::store::office {

/// Entries of one till that are in no takings, as the till itself knows them.
struct OutsideStretch {
    Outside why{Outside::set_aside};
    Ulid journal{};
    std::uint64_t first_seq{0};
    std::uint64_t last_seq{0};
    Hash last_hash{};                             // another copy of the till may have others there
    ParkReason reason{ParkReason::unknown_kind};  // of parked
    std::string detail;                           //
    Instant since{};
};
/// Those set aside first; each that is parked stands alone.
Answer<std::vector<OutsideStretch>> outside_of(db::Connection& db, std::string_view branch,
                                               std::string_view terminal, std::int64_t limit);

}  // namespace pos::store::office
