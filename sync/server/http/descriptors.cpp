#include "sync/server/http/descriptors.hpp"

#include <sys/resource.h>

#include <algorithm>

namespace syncing::server {

unsigned connections_within_limits(unsigned wanted) {
    /// Databases with their logs, what a request opens, the listening socket.
    constexpr rlim_t kOthers = 128;
    rlimit limit{};
    if (::getrlimit(RLIMIT_NOFILE, &limit) != 0) return wanted;
    const rlim_t needed = wanted + kOthers;
    if (limit.rlim_cur < needed) {
        rlimit raised = limit;
        raised.rlim_cur = std::min(needed, limit.rlim_max);
        if (::setrlimit(RLIMIT_NOFILE, &raised) == 0) limit = raised;
    }
    if (limit.rlim_cur >= needed) return wanted;
    return static_cast<unsigned>(limit.rlim_cur > 2 * kOthers ? limit.rlim_cur - kOthers
                                                              : limit.rlim_cur / 2);
}

}  // namespace syncing::server
