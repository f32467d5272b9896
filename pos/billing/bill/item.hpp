#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "pos/base/calendar.hpp"
#include "pos/base/clock.hpp"
#include "pos/base/ulid.hpp"
#include "pos/billing/plan/plan.hpp"
#include "pos/billing/rated.hpp"
#include "pos/billing/usage.hpp"
#include "pos/money/currency.hpp"
#include "pos/money/exact.hpp"
#include "pos/money/rounding.hpp"

namespace pos::billing::bill {

/// Stored: never changed.
enum class ItemKind : std::uint8_t {
    one_time = 1,
    recurring = 2,
    usage = 3,
    unused = 4,       // what is given back of a recurring item that ended early
    late = 5,         // what usage that came late changes of a usage item, or of a committed one
    allowance = 6,    // given back by people
    by_hand = 7,      // written by people
    opening = 8,      // owed before the account was kept here
    voided = 9,       // taken back whole, as if it had never been billed: its period is billed anew
    level = 10,       // asked for on account of what is billed later
    level_back = 11,  // what is taken back of that, where it is billed
    committed = 12,   // what charges did not come to of what was committed for a term
};

/// What an item is for: a charge of a version of a plan, as somebody subscribed to it.
struct ItemKey {
    Ulid subscription{};
    std::string plan;
    std::uint32_t version{0};
    std::uint32_t phase{0};
    std::string charge;
    auto operator<=>(const ItemKey&) const = default;
};

/// An item that stands in a document already.
struct Billed {
    Ulid id{};
    ItemKind kind{ItemKind::recurring};
    ItemKey key;
    Date from{};  // in dates of the account's zone, [from, to)
    Date to{};
    std::uint32_t revision{0};  // of the period, from 0
    Exact quantity;             // of usage: what the period came to when it was billed
    Exact amount;               // negative where it gives back
    std::optional<Ulid> of{};   // the item that unused, late, allowance and voided change
    const plan::PlanCharge* charge{nullptr};  // that it was billed by; none if nobody knows it
    bool reopened{false};                     // of usage: more has come in, or less
};

/// The day that says to what a period belongs: of what is paid ahead its first, of what is paid
/// afterwards its last. [from, to)
inline Date day_of(const plan::PlanCharge& charge, Date from, Date to) {
    const bool ahead = !charge.is_usage() && charge.mode == cycle::Mode::in_advance;
    return ahead || to <= from ? from : Date{to.days - 1};
}

/// As the charge rounds, and then to what its currency can pay.
inline Exact round_as(const plan::PlanCharge& charge, Currency currency, Exact amount) {
    const RoundingPolicy& policy = charge.charge.rounding;
    return round_at(round_at(amount, policy.decimals, policy.mode),
                    static_cast<unsigned>(currency.exponent), RoundingMode::half_away);
}

/// What a coupon takes off an item to be billed.
struct CouponTaken {
    Ulid redemption{};
    std::string name;
    Date period{};
    Exact amount;  // that was not taken off the item's period before
};

/// An item to be billed.
struct Item {
    ItemKind kind{ItemKind::recurring};
    ItemKey key;
    Date from{};
    Date to{};
    std::uint32_t revision{0};
    Exact share{kExactScale};  // of a whole period
    Exact quantity;
    Exact amount;
    std::optional<Ulid> of{};
    const plan::PlanCharge* charge{nullptr};
    /// How the amount came about. Of unused nothing; of late the whole period anew, of which what
    /// was billed before is taken off.
    Rated rated;
    Exact billed_before;
    Date period{};  // the first day of the phase's shortest period that it begins in
    std::vector<CouponTaken> coupons{};
    Exact prepaid{};                     // of units that were paid ahead, not in `quantity`
    std::optional<std::size_t> units{};  // what whoever metered it knows these units by
    /// Of usage that was priced record by record: of each of the first lines what it is made of.
    std::vector<PricedPart> priced{};
};

}  // namespace pos::billing::bill
