#pragma once

#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <thread>

#include "app/till/office_door.hpp"
#include "app/till/shell/action.hpp"
#include "sync/client/downlink.hpp"

namespace till {

/// Takes in what head office changes, if this till has joined one, and switches prices at the
/// instants at which the office said they begin, network or not; posts when what is sold, its
/// prices or the settings are other ones than before.
///
/// owns:    two threads, each with a connection to the database of its own
/// threads: `post` is called from its own
class FeedLink {
public:
    using Post = std::function<void(shell::Action)>;

    FeedLink(std::string db, std::string key_file, Post post);
    ~FeedLink();

private:
    syncing::client::Outcome<bool> follow();
    void switch_prices(const std::stop_token& stop);
    syncing::client::Outcome<std::optional<pos::Instant>> switch_due();

    OfficeDoor door_;         // of the first thread
    OfficeDoor prices_door_;  // of the second
    Post post_;
    bool tried_unread_{false};
    std::mutex mutex_;
    std::condition_variable_any wake_;
    bool told_{false};  // prices have come in: when the next one begins may be another instant
    std::jthread prices_;
    std::unique_ptr<syncing::client::Downlink> downlink_;
};

}  // namespace till
