#pragma once

#include <functional>
#include <optional>
#include <span>
#include <vector>

#include "pos/billing/bill/billed_index.hpp"
#include "pos/billing/bill/coupon.hpp"
#include "pos/billing/bill/item.hpp"
#include "pos/billing/plan/subscription.hpp"
#include "pos/locale/zone.hpp"
#include "pos/money/currency.hpp"

namespace pos::billing::bill {

/// What is known of one subscription where its commitments are looked at.
struct TermSituation {
    const locale::Zone& zone;
    const plan::Subscription& subscription;
    std::span<const plan::Stretch> stretches;
    std::span<const Billed* const> billed;
    const BilledIndex& index;
    std::span<const Coupon> coupons;
    Date up_to{};
    Currency currency{};
    /// The day of the month on which a charge's periods turn over.
    std::function<unsigned(const plan::Stretch&, const plan::PlanCharge&)> anchor_of;
};

/// Adds to the items of a bill what charges did not come to of what was committed for each term
/// that is over.
///
/// A commitment goes on from phase to phase and from version to version, and over a pause, as long
/// as what follows has one of the same code and the same length of its terms; these count from
/// where it began. Each day bears the amount that held on it; a paused one bears none. Where it
/// began or ended within a term the proration of its charge says what is due: a share (prorated),
/// the whole term (billed_whole), or nothing (free).
///
/// What counts is what was billed of the charges that it covers, and what these items bill, by
/// day_of() their periods: with what came late and less what was given back, before coupons. What
/// people have credited was billed all the same; what was voided was not.
///
/// A term that was settled and comes to something else since, as where usage came late or the
/// subscription turned out to have ended, changes by a late item of what was billed for it.
///
/// requires: items from `first` on are all that is billed of this subscription
/// ensures:  no term is billed twice; of an item no more is given back than is left of it; a second
///           call with what was added among what was billed adds nothing
/// returns:  the next day on which a term is over, if one is to come
std::optional<Date> settle_terms(const TermSituation& now, std::vector<Item>& items,
                                 std::size_t first);

}  // namespace pos::billing::bill
