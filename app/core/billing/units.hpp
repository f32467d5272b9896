#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "app/core/billing/billing_books.hpp"
#include "app/core/billing/wallet.hpp"
#include "app/core/failure.hpp"
#include "pos/billing/wallet/units.hpp"
#include "pos/money/quantity.hpp"
#include "pos/store/billing/units.hpp"

namespace app::core::billing {

struct GrantedUnits {
    pos::Ulid lot{};
    std::string account;
    pos::Quantity amount{};
    std::string unit;
    bool again{false};  // it was there already
};
/// Grants a lot of units, which usage that is charged in this unit takes before it is priced. No
/// money moves: what units cost is on a bill of its own. `rollover` of what is left when it expires
/// counts for as long again.
///
/// errors: no such account, no amount above zero, no unit, times that make no sense, an external id
///         of other credit, units that are paid here, a scope without a charge
Outcome<GrantedUnits> grant_units(BillingBooks& books, const NewLot& lot, pos::Instant now,
                                  pos::Random& random);

/// Ends a lot of units before its time; how much was left of it.
///
/// errors: no such lot, nothing left of it, or it has expired
Outcome<pos::Quantity> void_units(BillingBooks& books, const std::string& lot,
                                  const std::string& reason, pos::Instant now);

/// By its id, or that of whoever granted it. Nothing: there is no such lot of units.
Outcome<std::optional<pos::store::billing::StoredUnitLot>> find_unit_lot(
    pos::store::db::Connection& db, const std::string& lot);

/// "used", "given_back" or "voided".
const char* word_of(pos::journal::UnitsMove move);

/// As the rules know it.
pos::billing::wallet::UnitLot rule_of(const pos::store::billing::StoredUnitLot& lot);
/// How it stands for whoever looks at that instant, and how much of it may be used then.
LotState state_of(const pos::store::billing::StoredUnitLot& lot, pos::Instant at);
pos::Quantity left_of(const pos::store::billing::StoredUnitLot& lot, pos::Instant at);

/// An account's lots of units, and what may be used of each unit at that instant.
struct UnitWallet {
    std::vector<pos::store::billing::StoredUnitLot> lots;
    std::map<std::string, pos::Quantity> balances;
};
pos::store::Answer<UnitWallet> units_at(pos::store::db::Connection& db, const pos::Ulid& account,
                                        pos::Instant at);

/// What usage of one line has of a lot: more than before, or less where it is negative.
struct UnitsOfLine {
    std::size_t line{0};          // of the document, from 0
    std::optional<pos::Ulid> of;  // the item whose usage came late; empty: the line's own
    pos::Ulid lot{};
    bool kept{false};
    std::int64_t millionths{0};
};
/// What a bill takes of one account's units, as they stood when it was worked out.
struct UnitsOfBill {
    pos::Ulid account{};
    std::int64_t head{0};  // the latest entry of its units
    std::vector<UnitsOfLine> lines;
};

/// Whether no unit of the account has moved since the bill was worked out.
pos::store::Answer<bool> units_stand(pos::store::db::Connection& db, const UnitsOfBill& bill);
/// Writes what a document that this transaction has just issued takes of units, and gives back.
pos::store::Answer<void> move_units(BillingBooks& books, const UnitsOfBill& bill,
                                    const pos::journal::DocumentIssued& issued, pos::Instant now);
/// Gives back what an invoice has of units, as this transaction voids it.
pos::store::Answer<void> give_back_units(BillingBooks& books, const pos::Ulid& invoice,
                                         const pos::Ulid& note, pos::Instant now);

/// What units were used for a document's lines: by line (from 0).
struct UnitsUsed {
    std::size_t line{0};
    pos::Quantity amount{};  // negative where they went back
    std::string unit;
    std::string note;  // of the lot
};
pos::store::Answer<std::vector<UnitsUsed>> units_of_lines(
    pos::store::db::Connection& db, const pos::journal::DocumentIssued& issued);

}  // namespace app::core::billing
