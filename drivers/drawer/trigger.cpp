#include "drivers/drawer/trigger.hpp"

#include <condition_variable>
#include <mutex>
#include <thread>
#include <utility>

#include "drivers/transport/open.hpp"

namespace drivers::drawer {

namespace {

constexpr std::chrono::seconds kPatience{3};

}  // namespace

struct Trigger::Core {
    Options options;
    OnDone on_done;
    std::stop_source stop;
    std::mutex mutex;
    std::condition_variable changed;
    unsigned wanted{0};
    std::thread thread;

    void run() {
        std::unique_lock lock{mutex};
        for (;;) {
            changed.wait(lock, [&] { return stop.stop_requested() || wanted > 0; });
            if (stop.stop_requested()) return;
            wanted = 0;  // two taps open it once
            lock.unlock();
            on_done(pull());
            lock.lock();
        }
    }

    std::string pull() {
        const auto until = transport::after(kPatience);
        auto line = transport::open_pipe(options.address, {.out = true}, until, stop.get_token());
        if (!line) return transport::describe(line.error(), "The drawer's trigger");
        const auto sent = (*line)->write(options.bytes, until);
        return sent ? std::string{} : transport::describe(*sent.error, "The drawer's trigger");
    }
};

Trigger::Trigger(Options options, OnDone on_done) : core_{std::make_unique<Core>()} {
    core_->options = std::move(options);
    core_->on_done = std::move(on_done);
    core_->thread = std::thread{[core = core_.get()] { core->run(); }};
}

Trigger::~Trigger() {
    {
        const std::scoped_lock lock{core_->mutex};
        core_->stop.request_stop();
    }
    core_->changed.notify_all();
    core_->thread.join();
}

void Trigger::open() {
    {
        const std::scoped_lock lock{core_->mutex};
        ++core_->wanted;
    }
    core_->changed.notify_all();
}

}  // namespace drivers::drawer
