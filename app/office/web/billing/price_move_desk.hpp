#pragma once

#include <condition_variable>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

#include "app/core/billing/price_move.hpp"
#include "app/core/failure.hpp"
#include "pos/base/clock.hpp"
#include "pos/base/random.hpp"
#include "pos/store/store.hpp"

namespace app::office::web::billing {

/// Moves subscriptions to other versions of their plans, or looks what that would change, one such
/// job at a time: no page waits for one.
///
/// owns:    a thread of its own; what it is at ends between two transactions when this ends
/// threads: any
class PriceMoveDesk {
public:
    struct Parts {
        std::string where;
        pos::store::StoreOptions store;
        pos::Clock& clock;
        pos::Random& random;
    };
    enum class Act : std::uint8_t { look, move, take_back };
    struct Job {
        core::billing::PriceMove asked;
        Act act{Act::look};
        std::string by;
    };
    struct Ended {
        Job job;
        core::Outcome<core::billing::PriceMoveReport> report;
        pos::Instant at{};
    };
    struct State {
        std::optional<Job> now{};  // what it is at
        core::billing::PriceMoveProgress progress{};
        std::shared_ptr<const Ended> last{};
    };

    explicit PriceMoveDesk(Parts parts);

    /// False: another one is under way.
    bool start(Job job);
    /// Ends it between two transactions. False: it rests.
    bool stop();
    State state() const;

private:
    void work(const std::stop_token& stop);
    core::Outcome<core::billing::PriceMoveReport> carry_out(const Job& job,
                                                            const std::stop_token& stop);

    Parts parts_;
    mutable std::mutex mutex_;
    std::condition_variable_any wake_;
    State state_;
    bool called_off_{false};
    std::jthread thread_;  // last: it uses all of the above
};

}  // namespace app::office::web::billing
