#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "pos/base/clock.hpp"
#include "pos/base/ulid.hpp"
#include "pos/journal/projection.hpp"
#include "pos/store/db/connection.hpp"
#include "pos/store/errors.hpp"

/// Prepaid units of accounts, lot by lot.
namespace pos::store::billing {

struct StoredUnitLot {
    journal::UnitLotRow row;
    std::int64_t left_millionths{0};       // of its amount, what nothing has taken out
    std::int64_t kept_left_millionths{0};  // of what may be kept, what nothing has taken out
    std::optional<Instant> voided;
    std::int64_t entry{0};  // the latest that changed it
};
/// The lots of an account that were granted by then, as they stood then; the oldest first.
db::Result<std::vector<StoredUnitLot>> unit_lots_of(db::Connection& db, const Ulid& account,
                                                    Instant at);
/// Of all these accounts, as they stand.
db::Result<std::vector<StoredUnitLot>> unit_lots_among(db::Connection& db,
                                                       std::span<const Ulid> accounts);
db::Result<std::optional<StoredUnitLot>> unit_lot_of(db::Connection& db, const Ulid& lot);
db::Result<std::optional<StoredUnitLot>> unit_lot_of_external_id(db::Connection& db,
                                                                 std::string_view id);
/// Which external ids of an account's lots, of units or money, begin so.
///
/// requires: no % and no _ in `prefix`
db::Result<std::vector<std::string>> lot_ids_like(db::Connection& db, const Ulid& account,
                                                  std::string_view prefix);

/// The latest entry that changed an account's units; 0: none ever did.
db::Result<std::int64_t> units_head(db::Connection& db, const Ulid& account);

struct StoredUnitMove {
    journal::UnitMoveRow row;
    std::string number;  // of the document whose usage it was
};
/// What came out of an account's lots of units, in the order of entries.
db::Result<std::vector<StoredUnitMove>> unit_moves_of(db::Connection& db, const Ulid& account);

/// What a line's usage has of each lot, once all that went back is taken off.
struct UnitsOfItem {
    Ulid item{};
    Ulid lot{};
    Ulid account{};
    bool kept{false};
    std::int64_t millionths{0};
    std::string unit;
    std::string note;  // of the lot
};
/// Of one line; a line that changes it later moves units of the same item.
db::Result<std::vector<UnitsOfItem>> units_of_item(db::Connection& db, const Ulid& item);
/// What the entries of one document moved, by line.
db::Result<std::vector<UnitsOfItem>> units_of_document(db::Connection& db, const Ulid& document);

}  // namespace pos::store::billing
