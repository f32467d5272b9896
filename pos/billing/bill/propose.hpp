#pragma once

#include <expected>
#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "pos/billing/bill/coupon.hpp"
#include "pos/billing/bill/item.hpp"
#include "pos/billing/plan/subscription.hpp"
#include "pos/billing/rate.hpp"
#include "pos/locale/zone.hpp"

namespace pos::billing::bill {

/// Whose usage of which charge, in [from, to).
struct UsageQuestion {
    const plan::Subscription& subscription;
    const plan::PlanCharge& charge;
    Instant from{};
    Instant to{};
    bool anew{false};    // it was billed before: all of it is asked for again
    bool shared{false};  // another charge may have billed the meter further than this one
    bool leads{true};    // no charge of the phase before it reads the meter
    /// A period of the same stretch comes before it. If that was billed up to another instant of
    /// the day, as when clocks had other rules, this one begins there.
    bool follows{false};
    const Billed* before{nullptr};  // what more has come in of, or less
};
/// What was used: a quantity, and events or readings where the charge's model reads them.
using Metered = std::function<std::expected<Usage, std::string>(const UsageQuestion&)>;

/// An account on the day of a bill run.
struct Situation {
    const locale::Zone& zone;  // the account's
    unsigned bill_day{0};      // its bill-cycle day; 0: that of the first paid phase there is
    std::span<const plan::Subscription> subscriptions;
    std::span<const Billed> billed;  // of these subscriptions, each item there ever was
    Date up_to{};
    std::map<Ulid, std::vector<Coupon>> coupons{};  // by subscription
    /// Usage of periods that still run is billed too, by what it comes to so far: the rest of such
    /// a period is what comes late to it. Charges that leave out what comes late wait for its end.
    bool early{false};
    /// What belongs to that day or a later one is left to another bill, see day_of(): of what is
    /// charged ahead the periods that begin then, of all else those that have not ended by then.
    std::optional<Date> before{};
};

struct Proposal {
    std::vector<Item> items;
    /// The next day on which there is something to bill, as far as it is known now.
    std::optional<Date> next;
};

/// Why an account could not be billed.
struct BillFault {
    std::string subscription;  // its number
    std::string charge;        // its code
    Date from{};               // the period
    Date to{};
    std::string reason;
};

/// What is to be billed that has not been: one-time fees of phases that have begun, periods that
/// are due, usage of periods that have ended, what came late. And what is to be given back: the
/// part of a billed period in which the subscription had ended, was paused or on another plan, as a
/// share of what was billed, whatever the price is today.
///
/// Usage is billed once, by the plan that held when it was: a plan that is changed back in time
/// takes over from where usage was billed.
///
/// What was voided counts as never billed: its periods are billed anew, as another revision.
///
/// Usage that was billed before its period was over is rated anew once that or the subscription is
/// over, or with early, or if its meter is looked at for something else.
///
/// Coupons are taken off once everything is rated: see take_coupons(). Behind that commitments are
/// looked at whose terms are over: see settle_terms().
///
/// A second call with the proposed items among those billed proposes nothing.
///
/// requires: actions of each subscription in their order; up_to no later than before
/// ensures:  no day of a charge is billed twice; of an item no more is given back than it came to,
///           and the last part takes what is left of it
/// errors:   the first usage that cannot be had or rated
std::expected<Proposal, BillFault> propose(const Situation& situation, const Metered& metered);

/// Up to which day a subscription is paid for: the end of what was billed of it by the period.
/// Nothing where none was.
std::optional<Date> charged_through(const Ulid& subscription, std::span<const Billed> billed);

}  // namespace pos::billing::bill
