#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

#include "sync/client/drain.hpp"
#include "sync/client/trouble.hpp"

namespace syncing::client {

/// How long to wait after so many failures in a row, at least a second and at most a minute: twice
/// as long each time, and then between half of that and all of it, so that a hundred tills that
/// lost the office together do not come back together.
///
/// requires: chance in 0 … 1'000
std::chrono::milliseconds pause_after(int failures, int chance);
/// The same after a failure that may say for how long the office asks to be left alone: at least so
/// long, and up to a tenth longer; but not for longer than a quarter of an hour, since what answers
/// there may be another server than the office.
std::chrono::milliseconds pause_after(const Trouble& trouble, int failures, int chance);

/// Numbers of chance for it, from a seed.
class Chance {
public:
    explicit Chance(std::uint64_t seed) : state_{seed} {}
    int per_mille() {
        state_ = state_ * 6'364'136'223'846'793'005U + 1'442'695'040'888'963'407U;
        return static_cast<int>((state_ >> 33) % 1'001);
    }

private:
    std::uint64_t state_;
};

/// How it is with the way to the office.
struct UplinkState {
    bool asked{false};   // whether it was tried at all since the start
    bool online{false};  // whether it worked last time
    std::uint64_t to_send{0};
    std::uint64_t parked{0};
    std::uint64_t set_aside{0};
    std::optional<Trouble> trouble;  // of the last time, if it did not work
};

/// Sends whenever there is something new, and looks at the office now and then. What fails is tried
/// again, later and later.
///
/// owns:    its thread
/// threads: every member from any; `send` and `on_state` are called from its own
class Uplink {
public:
    /// One drain; see drain(). It answers soon once `stop` was called.
    using Send = std::move_only_function<Outcome<void>(Drained&)>;
    using OnState = std::move_only_function<void(const UplinkState&)>;
    using Stop = std::move_only_function<void()>;
    /// How much is to be sent, without asking the office.
    using Count = std::move_only_function<std::uint64_t()>;

    struct Parts {
        Send send;
        OnState on_state;
        Count count;
        Stop stop;                               // lets a running `send` end
        std::uint64_t seed{1};                   // of the chance in pauses
        std::chrono::milliseconds look{30'000};  // at the office, though nothing is new
    };
    explicit Uplink(Parts parts);
    ~Uplink();
    Uplink(const Uplink&) = delete;
    Uplink& operator=(const Uplink&) = delete;

    /// Something was written. It does not shorten a pause after a failure, in which it is only
    /// counted: a till that sells much must not hammer an office that is down.
    void tell_new();
    /// The network is back, or somebody pressed a key: tries at once.
    void try_now();

private:
    void work(std::stop_token stop);
    void rest(std::stop_token stop);
    /// requires: the state's trouble
    void rest_after(std::stop_token stop, int failures, UplinkState state);

    Parts parts_;
    Chance chance_;
    std::mutex mutex_;
    std::condition_variable_any wake_;
    bool new_{false};
    bool now_{false};
    std::jthread thread_;
};

}  // namespace syncing::client
