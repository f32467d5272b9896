#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <mutex>
#include <thread>

#include "sync/client/trouble.hpp"

namespace syncing::client {

/// Takes in what the office changes, as long as it lives: it asks, the office answers when there is
/// something, and it asks again. What fails is tried again, later and later, as by Uplink.
///
/// owns:    its thread
/// threads: `follow` is called from its own; `stop` from the one that ends this
class Downlink {
public:
    /// Waits for changes and takes them in; whether there were any.
    using Follow = std::move_only_function<Outcome<bool>()>;
    using Stop = std::move_only_function<void()>;

    struct Parts {
        Follow follow;
        Stop stop;              // lets a running `follow` end
        std::uint64_t seed{1};  // of the chance in pauses
        /// Between two questions at least, if the first brought nothing: an office that lets nobody
        /// wait is not asked all the time.
        std::chrono::milliseconds pause_min{1'000};
    };
    explicit Downlink(Parts parts);
    ~Downlink();
    Downlink(const Downlink&) = delete;
    Downlink& operator=(const Downlink&) = delete;

    /// It ends soon; the destructor waits for that. Many of them end together this way.
    void stop();

private:
    void work(const std::stop_token& stop);

    Parts parts_;
    std::jthread thread_;
};

}  // namespace syncing::client
