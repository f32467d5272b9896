#pragma once

#include <atomic>
#include <memory>
#include <mutex>
#include <string>

#include "app/core/office/joined_till.hpp"
#include "app/core/system.hpp"

namespace till {

/// This till as it has joined head office, opened when it is needed and anew if it joined anew.
///
/// threads: open() one at a time; cancel() and held() from any
class OfficeDoor {
public:
    OfficeDoor(std::string db, std::string key_file)
        : db_{std::move(db)}, key_file_{std::move(key_file)} {}

    /// errors: not_joined, and those of JoinedTill::open
    syncing::client::Outcome<std::shared_ptr<app::core::JoinedTill>> open();
    /// Whether it has joined, as far as is known.
    bool joined() const { return joined_; }
    /// The one that was opened last.
    std::shared_ptr<app::core::JoinedTill> held();
    /// What is being said to the office ends soon, and nothing is said any more.
    void cancel();

private:
    void hold(std::shared_ptr<app::core::JoinedTill> till);

    std::string db_;
    std::string key_file_;
    app::core::SystemClock clock_;
    app::core::SystemRandom random_;
    std::atomic<bool> joined_{false};
    std::mutex mutex_;
    std::shared_ptr<app::core::JoinedTill> till_;
    bool ending_{false};
};

}  // namespace till
