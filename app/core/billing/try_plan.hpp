#pragma once

#include <map>
#include <optional>
#include <string>

#include "app/core/billing/stored_plans.hpp"
#include "app/core/failure.hpp"
#include "app/core/register_service.hpp"
#include "pos/base/clock.hpp"
#include "pos/billing/plan/plan.hpp"
#include "pos/journal/events/billing.hpp"
#include "pos/money/quantity.hpp"
#include "pos/store/db/connection.hpp"

/// What a plan would come to before it is published. What is billed of a month is what begins in
/// it: its fees, and its usage as the plan prices it. Nothing is written.
namespace app::core::billing {

/// Somebody made up who began with the plan.
struct SampleMonth {
    std::map<std::string, std::string> used{};  // what is counted, and how much of it: "250"
    unsigned month{1};                          // that is billed, since the start
};
struct PlanTried {
    std::string subscription;  // empty: made up
    std::string plan;          // that it has by the month's end, and its version
    std::uint32_t version{0};
    pos::Date from{};
    pos::Date to{};
    std::optional<pos::journal::DocumentIssued> now{};   // by that one; nothing: nothing to bill
    std::optional<pos::journal::DocumentIssued> then{};  // by the plan that is tried
};

/// What is counted by the plan, for a sample to say how much of each there is.
std::map<std::string, std::string> counted_by(const pos::billing::plan::Plan& plan);

/// What is used is spread evenly over the month where a charge prices each record; calls go where
/// the plan's first destination is.
///
/// errors: a figure or a month that is none; what cannot be priced, and why
Outcome<PlanTried> try_sample(const ShopState& office, const pos::billing::plan::Plan& plan,
                              const SampleMonth& sample, pos::Instant now);

/// A whole year of somebody made up.
struct SampleYear {
    std::map<std::string, pos::Quantity> used{};  // what is counted, and how much of it
};
/// What would be missing to the plan's commitments for terms of more than a month, with a year's
/// usage month by month: each term that reaches into the year behind the first month, whole.
///
/// errors: what cannot be priced, and why
Outcome<PlanTried> try_commitments(const ShopState& office, const pos::billing::plan::Plan& plan,
                                   const SampleYear& sample, pos::Instant now);

/// A month of a subscription as it was used, by the plan that it has and by the one that is tried,
/// as if it had begun with it.
///
/// month: "2026-11"; empty: the last that is over
/// errors: no such subscription or month; another currency; what cannot be priced, and why
Outcome<PlanTried> try_on(pos::store::db::Connection& db, const ShopState& office,
                          const pos::billing::plan::Plan& plan, const std::string& subscription,
                          const std::string& month, pos::Instant now);

/// Whose months are tried, and by which versions.
struct VersionQuestion {
    const pos::customer::Account& account;
    pos::customer::TaxProfile profile{};  // of whoever pays
    const pos::locale::Zone& zone;        // the account's
    const OfAccount& subscriptions;       // and the one that is meant
    const pos::billing::plan::Plan& has;  // the version that it has
    const pos::billing::plan::Plan& then;
};
/// The last months that are over, as they were used, by the version that a subscription has and by
/// another one in its place, with all else as it was: as many months as the longest period of
/// either has, a year at most.
///
/// requires: `has` is the plan of the subscription's actions itself
/// errors:   what cannot be priced, and why
Outcome<PlanTried> try_version(pos::store::db::Connection& db, const ShopState& office,
                               const VersionQuestion& asked, pos::Instant now);

}  // namespace app::core::billing
