#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <string>

#include "app/core/office/joined_till.hpp"
#include "app/core/system.hpp"
#include "app/till/shell/action.hpp"
#include "sync/client/uplink.hpp"

namespace till {

/// Sends to head office what this till sells, if it has joined one, on a thread and a connection of
/// its own, and posts how that goes. A till that joins while it runs is noticed within a minute or
/// so; one that never does sees nothing of this.
///
/// owns:    its thread
/// threads: members from any; `post` is called from its own
class OfficeLink {
public:
    using Post = std::function<void(shell::Action)>;

    OfficeLink(std::string db, std::string key_file, Post post);
    ~OfficeLink();

    /// Something was stored.
    void tell_new() { uplink_->tell_new(); }

private:
    syncing::client::Outcome<std::shared_ptr<app::core::JoinedTill>> joined_till();
    std::shared_ptr<app::core::JoinedTill> held();
    void hold(std::shared_ptr<app::core::JoinedTill> till);
    syncing::client::Outcome<void> send(syncing::client::Drained& done);
    std::uint64_t count();
    void tell(const syncing::client::UplinkState& state);
    void cancel();

    std::string db_;
    std::string key_file_;
    Post post_;
    app::core::SystemClock clock_;
    std::mutex mutex_;
    std::shared_ptr<app::core::JoinedTill> till_;  // once it has joined
    bool ending_{false};
    // Of its thread alone.
    bool joined_{false};  // as far as it is known
    shell::OfficeChanged told_;
    std::unique_ptr<syncing::client::Uplink> uplink_;
};

}  // namespace till
