#include "app/core/billing/seldom_counted.hpp"

#include <algorithm>

namespace app::core::billing {

std::int64_t SeldomCounted::of(pos::Clock& clock, std::int64_t head,
                               pos::store::db::FunctionRef<std::optional<std::int64_t>()> count) {
    const pos::Instant begun = clock.now();
    {
        const std::scoped_lock lock{mutex_};
        if (counting_ || !is_due(begun, head)) return count_;
        counting_ = true;
        at_once_ = false;
    }
    /// Whatever is thrown, somebody else counts later.
    struct Over {
        SeldomCounted& of;
        pos::Instant begun;
        pos::Clock& clock;
        ~Over() {
            const pos::Instant now = clock.now();
            const std::int64_t took_ms =
                std::clamp<std::int64_t>(now.unix_ms - begun.unix_ms, 0, kRestMax_ms);
            const std::scoped_lock lock{of.mutex_};
            of.rest_ms_ = std::min(took_ms * kRest, kRestMax_ms);
            of.counted_at_ = now;
            of.counting_ = false;
        }
    };
    const Over over{*this, begun, clock};
    const auto found = count();
    const std::scoped_lock lock{mutex_};
    if (found) {
        count_ = *found;
        head_ = head;
    }
    return count_;
}

std::int64_t SeldomCounted::last() const {
    const std::scoped_lock lock{mutex_};
    return count_;
}

void SeldomCounted::look_again() {
    const std::scoped_lock lock{mutex_};
    at_once_ = true;
}

bool SeldomCounted::is_due(pos::Instant now, std::int64_t head) const {
    if (at_once_ || !counted_at_ || now < *counted_at_) return true;
    const std::int64_t age_ms = now.unix_ms - counted_at_->unix_ms;
    return age_ms >= rest_ms_ && (head != head_ || age_ms >= kGoodFor_ms);
}

}  // namespace app::core::billing
