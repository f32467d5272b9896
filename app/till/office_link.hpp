#pragma once

#include <functional>
#include <memory>
#include <string>

#include "app/till/office_door.hpp"
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
    syncing::client::Outcome<void> send(syncing::client::Drained& done);
    std::uint64_t count();
    std::optional<pos::Instant> oldest();
    void tell(const syncing::client::UplinkState& state);

    void look_at_successor();

    OfficeDoor door_;
    Post post_;
    // How it is with the till itself; of its thread alone.
    shell::Parting parting_{shell::Parting::none};
    std::string next_;
    pos::store::office::JournalOrigin origin_;
    shell::OfficeChanged told_;  // of its thread alone
    std::unique_ptr<syncing::client::Uplink> uplink_;
};

}  // namespace till
