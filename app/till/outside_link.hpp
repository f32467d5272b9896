#pragma once

#include <condition_variable>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "app/core/office/journal_file.hpp"
#include "app/till/office_door.hpp"
#include "app/till/shell/action.hpp"

namespace till {

/// Asks head office what it keeps of this till beside its books, and writes that into a file, when
/// somebody wants to see it.
///
/// owns:    its thread, with a connection of its own once it was asked
/// threads: members from any; `post` is called from its own
class OutsideLink {
public:
    using Post = std::function<void(shell::Action)>;

    OutsideLink(std::string db, std::string key_file, Post post);
    ~OutsideLink();

    void read();
    void write_file();

private:
    void work(const std::stop_token& stop);
    void do_read();
    void do_write();

    std::string db_;
    std::string key_file_;
    OfficeDoor door_;
    Post post_;
    std::vector<app::core::Stretch> ours_;  // as they were read last; of its thread alone
    std::string name_;                      // of the journal, "B01-T1b"
    std::mutex mutex_;
    std::condition_variable_any wake_;
    bool wants_read_{false};
    bool wants_file_{false};
    std::jthread thread_;
};

}  // namespace till
