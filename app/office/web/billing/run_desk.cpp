#include "app/office/web/billing/run_desk.hpp"

#include <utility>

namespace app::office::web::billing {

RunDesk::RunDesk(Parts parts)
    : parts_{std::move(parts)}, thread_{[this](const std::stop_token& stop) { work(stop); }} {}

bool RunDesk::start(Job job) {
    {
        const std::scoped_lock lock{mutex_};
        if (state_.now) return false;
        state_.now = std::move(job);
        state_.progress = {};
        called_off_ = false;
    }
    wake_.notify_one();
    return true;
}

bool RunDesk::stop(const pos::Ulid& run) {
    const std::scoped_lock lock{mutex_};
    if (!state_.now || state_.now->run != run) return false;
    called_off_ = true;
    return true;
}

RunDesk::State RunDesk::state() const {
    const std::scoped_lock lock{mutex_};
    return state_;
}

core::Outcome<core::billing::BillRunReport> RunDesk::carry_out(const Job& job,
                                                               const std::stop_token& stop) {
    core::billing::BillRunOptions options;
    options.as_of = job.as_of;
    options.dry_run = job.dry_run;
    options.by = job.by;
    options.run = job.run;
    options.on_progress = [&](const core::billing::BillRunProgress& progress) {
        const std::scoped_lock lock{mutex_};
        state_.progress = progress;
        return !called_off_ && !stop.stop_requested();
    };
    return core::billing::run_bills(parts_.where, parts_.store, options, parts_.clock,
                                    parts_.random);
}

void RunDesk::work(const std::stop_token& stop) {
    std::unique_lock lock{mutex_};
    while (wake_.wait(lock, stop, [&] { return state_.now.has_value(); })) {
        if (stop.stop_requested()) return;
        const Job job = *state_.now;
        lock.unlock();
        auto report = carry_out(job, stop);
        auto ended =
            std::make_shared<const Ended>(Ended{job, std::move(report), parts_.clock.now()});
        lock.lock();
        state_.last = std::move(ended);
        state_.now.reset();
    }
}

}  // namespace app::office::web::billing
