#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <vector>

#include "pos/store/db/connection.hpp"
#include "sync/server/exchange.hpp"

namespace syncing::server {

/// Connections that are lent to whoever answers a request. One that failed is closed, and the next
/// request opens another: so a database server may go away and come back.
///
/// threads: any
class Pool {
public:
    using Open = std::function<std::unique_ptr<pos::store::db::Connection>()>;
    using Work = std::function<Response(pos::store::db::Connection&)>;

    /// `open` answers nothing where the database cannot be reached.
    explicit Pool(Open open) : open_{std::move(open)} {}

    /// `unreachable` is answered, or the tills' own words, where no connection can be had.
    Response with_connection(const Work& work, const std::function<Response()>& unreachable = {});

private:
    std::unique_ptr<pos::store::db::Connection> take();

    Open open_;
    std::mutex mutex_;
    std::vector<std::unique_ptr<pos::store::db::Connection>> free_;
};

}  // namespace syncing::server
