#pragma once

#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <utility>

#include "app/core/failure.hpp"
#include "pos/base/clock.hpp"
#include "pos/base/random.hpp"
#include "pos/store/store.hpp"

namespace app::office::web::billing {

/// What long work behind the pages is done with.
struct DeskParts {
    std::string where;
    pos::store::StoreOptions store;
    pos::Clock& clock;
    pos::Random& random;
};

/// Does long work that people start on pages, one job at a time: no page waits for it.
///
/// owns:    a thread of its own; a job is told to end when this ends
/// threads: any
template <class JobOf, class ReportOf, class ProgressOf>
class Desk {
public:
    using Job = JobOf;
    using Report = ReportOf;
    using Progress = ProgressOf;
    struct Ended {
        Job job;
        core::Outcome<Report> report;
        pos::Instant at{};
    };
    struct State {
        std::optional<Job> now{};  // what it is at
        Progress progress{};
        std::shared_ptr<const Ended> last{};
    };

    /// False: another one is under way.
    bool start(Job job) {
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
    State state() const {
        const std::scoped_lock lock{mutex_};
        return state_;
    }

protected:
    /// Told how far a job is; false: it is to end.
    using OnProgress = std::function<bool(const Progress&)>;
    using Work = std::function<core::Outcome<Report>(const Job&, const OnProgress&)>;

    Desk(pos::Clock& clock, Work work)
        : clock_{clock},
          work_{std::move(work)},
          thread_{[this](const std::stop_token& stop) { run(stop); }} {}
    ~Desk() = default;

    /// Tells the job to end, if one is under way that `is_meant`.
    bool call_off(const std::function<bool(const Job&)>& is_meant) {
        const std::scoped_lock lock{mutex_};
        if (!state_.now || !is_meant(*state_.now)) return false;
        called_off_ = true;
        return true;
    }

private:
    void run(const std::stop_token& stop) {
        const OnProgress on_progress = [&](const Progress& progress) {
            const std::scoped_lock lock{mutex_};
            state_.progress = progress;
            return !called_off_ && !stop.stop_requested();
        };
        std::unique_lock lock{mutex_};
        while (wake_.wait(lock, stop, [&] { return state_.now.has_value(); })) {
            if (stop.stop_requested()) return;
            const Job job = *state_.now;
            lock.unlock();
            auto report = work_(job, on_progress);
            auto ended = std::make_shared<const Ended>(Ended{job, std::move(report), clock_.now()});
            lock.lock();
            state_.last = std::move(ended);
            state_.now.reset();
        }
    }

    pos::Clock& clock_;
    Work work_;
    mutable std::mutex mutex_;
    std::condition_variable_any wake_;
    State state_;
    bool called_off_{false};
    std::jthread thread_;  // last: it uses all of the above
};

}  // namespace app::office::web::billing
