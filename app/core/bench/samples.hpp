#pragma once

#include <chrono>
#include <cstddef>
#include <vector>

namespace app::core::bench {

using Nanoseconds = std::chrono::nanoseconds;

/// How long one piece of work took, over and over.
class Samples {
public:
    void add(Nanoseconds took) { sorted_ = false, took_.push_back(took); }
    void add(const Samples& more) {
        sorted_ = false, took_.insert(took_.end(), more.took_.begin(), more.took_.end());
    }

    std::size_t size() const { return took_.size(); }
    /// The smallest sample that at least this share of them does not exceed.
    ///
    /// requires: size() > 0; 0 <= share <= 1
    Nanoseconds quantile(double share) const;
    Nanoseconds median() const { return quantile(0.5); }
    Nanoseconds p99() const { return quantile(0.99); }

private:
    mutable std::vector<Nanoseconds> took_;
    mutable bool sorted_{true};
};

/// Time since it was made, or since resume(), while it runs.
class Stopwatch {
public:
    using Clock = std::chrono::steady_clock;

    Stopwatch() : since_{Clock::now()} {}
    void pause() { sum_ += Clock::now() - since_; }
    void resume() { since_ = Clock::now(); }
    /// requires: paused
    Nanoseconds sum() const { return sum_; }
    /// requires: running, never paused
    Nanoseconds elapsed() const { return Clock::now() - since_; }

private:
    Clock::time_point since_;
    Nanoseconds sum_{0};
};

}  // namespace app::core::bench
