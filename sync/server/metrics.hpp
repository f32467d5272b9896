#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <string>

namespace syncing::server {

/// What the office has done since it was started, for whoever watches it.
///
/// threads: any
class Metrics {
public:
    enum class Count {
        requests,
        refusals,  // answers from 400 to 499
        failures,  // answers from 500 on
        busy,      // answers 429
        batches,
        batch_bytes,
        entries_added,
        entries_again,
        entries_parked,
        entries_set_aside,
        enrolled,
        batch_microseconds,  // spent in the database
        wrong_codes,         // see TryLimit
        wrong_keys,
        wrong_sign_ins,
        shut_out,         // that were not even looked at, since too many were wrong
        accept_failures,  // connections that could not be let in
        connections,      // that are open now
        last = connections,
    };
    void add(Count what, std::int64_t how_many = 1) {
        counts_[static_cast<std::size_t>(what)].fetch_add(how_many, std::memory_order_relaxed);
    }
    std::int64_t value(Count what) const {
        return counts_[static_cast<std::size_t>(what)].load(std::memory_order_relaxed);
    }
    /// source: Prometheus, "Text-based format"
    std::string text() const;

private:
    std::array<std::atomic<std::int64_t>, static_cast<std::size_t>(Count::last) + 1> counts_{};
};

}  // namespace syncing::server
