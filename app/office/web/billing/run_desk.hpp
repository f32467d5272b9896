#pragma once

#include <condition_variable>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

#include "app/core/billing/bill_run.hpp"
#include "app/core/failure.hpp"
#include "pos/base/calendar.hpp"
#include "pos/base/clock.hpp"
#include "pos/base/random.hpp"
#include "pos/base/ulid.hpp"
#include "pos/store/store.hpp"

namespace app::office::web::billing {

/// Carries out the bill runs that people start on pages, and tries them, one at a time: no page
/// waits for one.
///
/// owns:    a thread of its own; what it is at ends between two accounts when this ends
/// threads: any
class RunDesk {
public:
    struct Parts {
        std::string where;
        pos::store::StoreOptions store;
        pos::Clock& clock;
        pos::Random& random;
    };
    struct Job {
        pos::Ulid run{};
        pos::Date as_of{};
        bool dry_run{false};
        std::string by;
        pos::Instant at{};
    };
    struct Ended {
        Job job;
        core::Outcome<core::billing::BillRunReport> report;  // of a dry run with its bills
        pos::Instant at{};
    };
    struct State {
        std::optional<Job> now{};  // what it is at
        core::billing::BillRunProgress progress{};
        std::shared_ptr<const Ended> last{};
    };

    explicit RunDesk(Parts parts);

    /// False: another one is under way.
    bool start(Job job);
    /// Ends it between two accounts. False: it is not under way here.
    bool stop(const pos::Ulid& run);
    State state() const;

private:
    void work(const std::stop_token& stop);
    core::Outcome<core::billing::BillRunReport> carry_out(const Job& job,
                                                          const std::stop_token& stop);

    Parts parts_;
    mutable std::mutex mutex_;
    std::condition_variable_any wake_;
    State state_;
    bool called_off_{false};
    std::jthread thread_;  // last: it uses all of the above
};

}  // namespace app::office::web::billing
