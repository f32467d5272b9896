#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "pos/base/clock.hpp"
#include "pos/journal/events/place.hpp"
#include "pos/journal/events/wallet.hpp"
#include "pos/money/quantity.hpp"

/// Prepaid units, such as minutes or kilowatt-hours, which usage takes before it is priced. They
/// are no money: no book changes by them.
namespace pos::journal {

/// A lot of units begins.
struct UnitsGranted {
    Ulid lot{};
    When when;
    Actor user;
    Ulid account{};
    LotKind kind{LotKind::promotional};  // paid: its price is on a bill of its own
    std::string unit;                    // as the charges that it covers have it
    Quantity amount{};
    std::int64_t priority{0};  // lower ones are used up first
    Instant effective{};
    std::optional<Instant> expires;
    Quantity kept_most{};               // so much of what is left when it expires goes on
    std::optional<Instant> kept_until;  // until then
    std::vector<std::string> scope;     // codes of charges that it covers; empty: any of its unit
    std::string external_id;            // of whoever grants; unique if not empty
    std::string note;
    bool operator==(const UnitsGranted&) const = default;

    template <class Archive>
    void serialize(Archive& archive, unsigned) {
        archive & lot & when & user & account & kind & unit & amount & priority & effective;
        archive & expires & kept_most & kept_until & scope & external_id & note;
    }
};

/// Stored: never changed.
enum class UnitsMove : std::uint8_t {
    used = 1,
    given_back = 2,  // of usage that was taken back, or billed anew
    voided = 3,      // the lot ends before its time, with all that was left
};
constexpr bool in_range(UnitsMove move) {
    return move >= UnitsMove::used && move <= UnitsMove::voided;
}

/// What came out of one lot for one line, or went back into it.
struct UnitsPart {
    Ulid lot{};
    Quantity amount{};         // above nothing
    bool kept{false};          // of what went on when the lot expired
    std::optional<Ulid> item;  // the document's line whose usage it is
    bool operator==(const UnitsPart&) const = default;

    template <class Archive>
    void serialize(Archive& archive, unsigned) {
        archive & lot & amount & kept & item;
    }
};
struct UnitsMoved {
    When when;
    Actor user;
    Ulid account{};
    UnitsMove move{UnitsMove::used};
    std::optional<Ulid> document;
    std::vector<UnitsPart> parts;
    std::string reason;
    bool operator==(const UnitsMoved&) const = default;

    template <class Archive>
    void serialize(Archive& archive, unsigned) {
        archive & when & user & account & move & document & parts & reason;
    }
};

}  // namespace pos::journal
