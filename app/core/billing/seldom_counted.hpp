#pragma once

#include <cstdint>
#include <mutex>
#include <optional>

#include "pos/base/clock.hpp"
#include "pos/store/db/function_ref.hpp"

namespace app::core::billing {

/// A number that takes long to count, for whoever asks often. It is counted by whoever asks when it
/// is due, and then not again for many times as long as that took; everybody else has the last one
/// at once, and nobody waits for another's count.
///
/// threads: any
class SeldomCounted {
public:
    /// It rests so many times as long as it took: counting takes a fiftieth of the time at most.
    static constexpr std::int64_t kRest = 50;
    /// But no longer than that, whatever a clock that was put right says it took.
    static constexpr std::int64_t kRestMax_ms = std::int64_t{10} * 60'000;
    /// For so long it is right if nothing was seen to change.
    static constexpr std::int64_t kGoodFor_ms = 60'000;

    /// `head`: another one once the number may be another. Nothing of `count`: it cannot be counted
    /// now, and the last one stays. 0 until it was counted once.
    std::int64_t of(pos::Clock& clock, std::int64_t head,
                    pos::store::db::FunctionRef<std::optional<std::int64_t>()> count);
    std::int64_t last() const;
    /// Somebody changed it, and looks for what became of it: whoever asks next counts.
    void look_again();

private:
    bool is_due(pos::Instant now, std::int64_t head) const;

    mutable std::mutex mutex_;
    std::int64_t count_{0};
    std::int64_t head_{0};
    std::optional<pos::Instant> counted_at_;
    std::int64_t rest_ms_{0};
    bool at_once_{false};
    bool counting_{false};
};

}  // namespace app::core::billing
