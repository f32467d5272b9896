#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "pos/base/clock.hpp"
#include "pos/billing/charge.hpp"
#include "pos/billing/cycle/periods.hpp"
#include "pos/billing/plan/record_rates.hpp"
#include "pos/money/currency.hpp"
#include "pos/tax/tax.hpp"

/// What is sold for a time: phases that follow one another, each with its charges.
namespace pos::billing::plan {

/// How the usage records of a billing period become its quantity.
enum class Aggregation : std::uint8_t { sum, count, highest, latest };

/// Whose day of the month a charge's periods turn over on.
enum class Anchor : std::uint8_t {
    account,       // the account's bill-cycle day
    subscription,  // the day on which the subscription's first paid phase began
    bundle,        // that of the subscription it was added to
};

/// Up to when usage counts that falls on the day on which a subscription ends.
enum class UsageEnds : std::uint8_t { at_the_instant, with_the_day };

/// Whether a period in which nothing was used has a line of its own.
enum class ZeroUsage : std::uint8_t { billed, left_out };

/// What becomes of usage that comes in after its period was billed.
enum class LateUsage : std::uint8_t {
    billed_next,  // the period is rated anew, and the next bill takes the difference
    left_out,
};

/// What other charges of the phase are to come to in each term, a period of this charge: what is
/// missing is due once the term is over.
///
/// What a term comes to at least is the amount of the charge's model, which is Recurring then; the
/// charge's proration says what becomes of it where the commitment begins or ends within a term.
struct TermCommitment {
    std::vector<std::string> covers;  // codes of charges; none: every one that prices usage
    bool operator==(const TermCommitment&) const = default;
};

/// One charge of a phase. A one-time fee falls due where its phase begins, a commitment once its
/// term is over, others period by period.
struct PlanCharge {
    std::string code;  // unique in its phase
    std::string name;  // as a bill says it
    std::string tax_class;
    tax::PricesAre prices{tax::PricesAre::without_tax};
    Charge charge;
    std::string meter;  // whose usage it prices; empty: it is for the time alone
    std::string unit;   // that it is counted in, as a bill says it
    Aggregation aggregation{Aggregation::sum};
    cycle::Every every{};
    cycle::Mode mode{cycle::Mode::in_advance};  // usage is always billed in arrears
    cycle::Proration proration{};
    Anchor anchor{Anchor::account};
    UsageEnds usage_ends{UsageEnds::at_the_instant};
    ZeroUsage zero_usage{ZeroUsage::left_out};
    LateUsage late_usage{LateUsage::billed_next};
    // Where each usage record is priced by itself: the charge's model is PrePriced then.
    std::shared_ptr<const CallRates> calls{};
    std::shared_ptr<const TimeRates> times{};
    std::optional<TermCommitment> commits{};
    bool operator==(const PlanCharge&) const = default;

    bool is_one_time() const {
        return meter.empty() && std::holds_alternative<models::OneTime>(charge.model);
    }
    bool is_usage() const { return !meter.empty(); }
    /// Whether a commitment counts what another charge of its phase comes to.
    ///
    /// requires: commits
    bool covers(const PlanCharge& other) const;
};

enum class PhaseKind : std::uint8_t { trial, discount, fixed_term, evergreen };

struct Phase {
    PhaseKind kind{PhaseKind::evergreen};
    std::string name;
    std::optional<cycle::Every> length;  // empty: it never ends by itself
    std::vector<PlanCharge> charges;
    bool operator==(const Phase&) const = default;
};

/// From which day the phases of a plan are counted.
enum class PhasesFrom : std::uint8_t {
    subscription,  // its start: whoever changes plans within a trial stays in one
    bundle,        // the start of the subscription it was added to
    change,        // the day of the change: the new plan begins with its first phase
};

/// One version of a plan. A subscription keeps the version that it was given until it is moved.
struct Plan {
    std::string code;
    std::uint32_t version{1};
    std::string name;
    Currency currency{};
    PhasesFrom phases_from{PhasesFrom::subscription};  // where a subscription begins with it
    std::vector<Phase> phases;
    bool operator==(const Plan&) const = default;
};

/// Why a plan makes no sense.
enum class PlanFault : std::uint8_t {
    code_missing,
    name_missing,
    no_phases,
    too_many_phases,
    inner_phase_endless,  // the phases behind it would never be reached
    length_out_of_range,
    charge_without_code,
    charge_repeated,  // two charges of one phase have one code
    too_many_charges,
    period_out_of_range,
    charge_wrong,         // see faults(Charge)
    covers_unknown,       // a commitment names a charge that its phase has not, or a commitment
    covers_nothing,       // it names none, and the phase has none that prices usage
    covers_mixed_prices,  // some of what it counts has prices with tax, and some without
};
inline constexpr std::size_t kPhasesMax = 100;
inline constexpr std::size_t kChargesMax = 200;

struct PlanProblem {
    PlanFault fault{PlanFault::code_missing};
    std::size_t phase{0};  // from 0; of faults that are a phase's
    std::string charge;    // its code
    std::string detail;    // of charge_wrong, in words
    bool operator==(const PlanProblem&) const = default;
};
/// All that is wrong with it. Empty: it can be billed.
std::vector<PlanProblem> problems(const Plan& plan);

/// "phase 2, charge kwh: a tier ends where the one before it does, or below"
std::string words_of(const PlanProblem& problem);

}  // namespace pos::billing::plan
