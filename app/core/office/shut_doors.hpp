#pragma once

#include <cstddef>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "pos/base/clock.hpp"
#include "pos/store/db/connection.hpp"
#include "sync/server/try_limit.hpp"

/// What was turned away at head office's doors, so that people see it: not in the log alone.
namespace app::core {

/// Doors that were shut, until that stands in the audit: whoever shuts one has no database at hand,
/// and waits for none.
///
/// threads: any
class ShutDoors {
public:
    /// Of more that wait nothing is kept: what is counted is how often, and it was very often.
    static constexpr std::size_t kWaitingMax = 256;

    void add(const syncing::server::Shut& shut, pos::Instant at);
    /// Puts down what waits; what could not be waits on.
    pos::store::db::Result<void> keep(pos::store::db::Connection& db);

private:
    struct Waiting {
        std::string_view note;
        std::string about;
        pos::Instant at{};
    };
    std::mutex mutex_;
    std::vector<Waiting> waiting_;
};

}  // namespace app::core
