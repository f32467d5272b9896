#pragma once

#include <cstddef>
#include <cstdint>
#include <expected>
#include <optional>
#include <span>
#include <vector>

#include "pos/base/clock.hpp"
#include "pos/billing/meter/counter.hpp"
#include "pos/money/exact.hpp"

namespace pos::billing::meter {

/// What an estimate between two readings is good for once the second is known.
enum class Estimates : std::uint8_t {
    keep_between,  // it stands where it lies between them: periods billed on it stay as they are
    drop,          // it is as if it had never been: those periods are billed anew
};

/// What was used up to an instant that lies between two readings.
enum class Between : std::uint8_t {
    evenly,  // the same in every second between them
    refuse,
};

/// What was used after the last reading.
enum class Beyond : std::uint8_t {
    refuse,
    recent,       // as much a day as in the last `recent_days`
    year_before,  // as much as 365 days earlier
};

/// requires: recent_days and least_days above zero
struct Policy {
    Exact rollover_most{kExactScale / 4};  // of a full turn, see advance()
    Estimates estimates{Estimates::keep_between};
    Between between{Between::evenly};
    Beyond beyond{Beyond::refuse};
    int recent_days{365};
    int least_days{28};  // of history, below which nothing is estimated from it
    bool operator==(const Policy&) const = default;
};

enum class Fault : std::uint8_t {
    no_reading,          // a counter was never read
    off_the_face,        // a figure that its counter cannot show
    out_of_order,        // readings of a counter that do not follow one another in time
    goes_backwards,      // lower than the reading before, and no rollover: perhaps another counter
    no_final_reading,    // a counter was exchanged and nobody wrote down what it showed
    exchange_overlaps,   // the next counter was read before the last one was gone
    before_first,        // nothing is known of the time before the first reading
    between_readings,    // none at that instant, and the policy asks for one
    after_last,          // likewise
    too_little_history,  // to estimate from
};

struct Problem {
    Fault fault{};
    std::size_t counter{0};  // of the register
    std::size_t reading{0};  // of that counter
    bool operator==(const Problem&) const = default;
};

/// How the figure at the end of a stretch is known.
enum class Known : std::uint8_t {
    read,
    customer,
    estimated,  // an estimate that was entered
    between,    // worked out from the readings around it
    beyond,     // worked out from the time before
};

struct Bound {
    Instant at{};
    Exact units;  // that its counter went since it was fitted
    Known known{Known::read};
    bool operator==(const Bound&) const = default;
};

/// What one counter measured of a stretch.
struct Part {
    std::size_t counter{0};
    Bound from{};
    Bound to{};
    Exact units;     // of its face
    Exact quantity;  // times its multiplier
    unsigned rollovers{0};
    bool operator==(const Part&) const = default;
};

struct Consumption {
    Exact quantity;  // of all parts; never negative
    std::vector<Part> parts;
    bool estimated{false};         // an end of a part was not read
    std::int64_t unmetered_ms{0};  // while one counter was gone and the next not yet there
    bool operator==(const Consumption&) const = default;
};

class Curve;

/// A register whose readings are looked at once, for many stretches.
///
/// requires: in_range of the counters; they outlive it, as they are
class Measures {
public:
    static std::expected<Measures, Problem> of(const Register& counters, const Policy& policy);
    Measures(Measures&&) noexcept;
    ~Measures();

    /// What was used in [from, to). Stretches that follow one another add up exactly.
    ///
    /// requires: from <= to
    std::expected<Consumption, Problem> between(Instant from, Instant to) const;

private:
    Measures(const Register& counters, const Policy& policy, std::vector<Curve> curves);

    const Register& counters_;
    Policy policy_;
    std::vector<Curve> curves_;
};

/// The same of one stretch.
std::expected<Consumption, Problem> consumption(const Register& counters, Instant from, Instant to,
                                                const Policy& policy);

/// What the counter may show at an instant after its last reading, to be entered as an estimate.
///
/// requires: policy.beyond is not refuse
std::expected<Reading, Problem> estimate(const Register& counters, Instant at,
                                         const Policy& policy);

/// A stretch that was billed already.
struct Billed {
    Instant from{};
    Instant to{};
    Exact quantity;
    bool operator==(const Billed&) const = default;
};

/// A stretch that comes to something else by what is known now.
struct BillAnew {
    Billed billed{};
    Consumption now{};
    Exact difference;  // to be charged, or given back where it is negative
    bool operator==(const BillAnew&) const = default;
};

/// Which of the billed stretches came to something else, in their order: what to do after an
/// estimate was replaced, or a wrong reading.
///
/// requires: as consumption(), for each
std::expected<std::vector<BillAnew>, Problem> bill_anew(const Register& counters,
                                                        std::span<const Billed> billed,
                                                        const Policy& policy);

}  // namespace pos::billing::meter
