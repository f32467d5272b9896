#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "pos/billing/bill/billed_index.hpp"
#include "pos/billing/bill/item.hpp"
#include "pos/billing/discount.hpp"
#include "pos/money/currency.hpp"

namespace pos::billing::bill {

/// What a coupon took off an item that stands in a document; negative where what came late gave
/// some of it back.
struct CouponUse {
    Ulid item{};
    Date period{};
    Exact amount;
};

/// A coupon as somebody redeemed it on a subscription.
///
/// What it counts are the days on which the shortest periods of the plan's phase begin, whatever
/// the bill that they are in: so a bill that comes late, or is made anew, counts as it would have.
struct Coupon {
    Ulid redemption{};
    std::string name;  // as a bill says it
    /// A percentage of each item, or an amount of each period, in terms of the plan's prices: with
    /// tax or without, as they are.
    Discount takes;
    std::optional<Currency> currency{};  // of the amount
    std::uint32_t periods{0};            // 0: every one
    std::vector<std::string> plans{};    // none: of every plan
    Date from{};                         // what begins before is not its
    std::optional<Date> until{};         // nor what begins on that day or later
    std::vector<CouponUse> uses{};
};

/// What coupons are taken off, and by.
struct CouponSituation {
    std::span<const Coupon> coupons;  // of one subscription, in the order in which they are taken
    Currency currency{};
    std::span<const Billed* const> billed;  // of the subscription
    const BilledIndex& index;
};

/// Takes coupons off what is to be billed of one subscription, one coupon after the other.
///
/// A percentage is taken off each item. An amount is shared over the items of its period, in
/// proportion to what they come to; what was taken of it before is not taken again, what was voided
/// or given back is. What came late bears the coupons of the item that it changes; of others those
/// that found nothing to take there, as where prepaid units had covered all that was used.
///
/// requires: amounts of items are whole minor units
/// ensures:  no item falls below zero by it; of one coupon no more periods than it has are taken,
///           those that were voided or given back whole not counted, nor those of usage that was
///           taken back; each item that something was taken off has a step that says how much
void take_coupons(const CouponSituation& now, std::span<Item> items);

}  // namespace pos::billing::bill
