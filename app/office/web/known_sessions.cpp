#include "app/office/web/known_sessions.hpp"

#include <algorithm>

#include "app/core/office/sign_in.hpp"

namespace app::office::web {

void KnownSessions::saw(const std::string& token, pos::Instant now) {
    const std::scoped_lock lock{mutex_};
    const bool is_new = seen_.insert_or_assign(token, now).second;
    if (!is_new || seen_.size() <= kMax) return;
    seen_.erase(std::ranges::min_element(seen_, {},
                                         [](const auto& entry) { return entry.second.unix_ms; }));
}

void KnownSessions::forget(const std::string& token) {
    const std::scoped_lock lock{mutex_};
    seen_.erase(token);
}

bool KnownSessions::knows(const std::string& token, pos::Instant now) const {
    const std::scoped_lock lock{mutex_};
    const auto found = seen_.find(token);
    return found != seen_.end() && now.unix_ms - found->second.unix_ms <= core::kSessionIdle_ms;
}

}  // namespace app::office::web
