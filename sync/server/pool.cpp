#include "sync/server/pool.hpp"

#include "sync/server/service.hpp"

namespace syncing::server {

std::unique_ptr<pos::store::db::Connection> Pool::take() {
    {
        const std::lock_guard lock{mutex_};
        if (!free_.empty()) {
            auto taken = std::move(free_.back());
            free_.pop_back();
            return taken;
        }
    }
    return open_();
}

Response Pool::with_connection(const Work& work, const std::function<Response()>& unreachable) {
    auto connection = take();
    if (!connection) {
        if (unreachable) return unreachable();
        return trouble(pos::store::StoreError{.kind = pos::store::StoreErrorKind::connection});
    }
    Response answer = work(*connection);
    if (answer.status == 503) return answer;  // it may be lost; the next one opens another
    const std::lock_guard lock{mutex_};
    free_.push_back(std::move(connection));
    return answer;
}

}  // namespace syncing::server
