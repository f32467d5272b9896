#pragma once

#include <condition_variable>
#include <filesystem>
#include <functional>
#include <mutex>
#include <string>
#include <thread>

#include "app/core/backups.hpp"
#include "app/core/system.hpp"
#include "app/till/shell/action.hpp"
#include "pos/store/db/sqlite_file.hpp"

namespace till {

/// Keeps backups of the shop in a folder: one an hour, and one with every close that is also put
/// back where nobody sees it, to know that it could be. Posts how it stands after each, and first
/// of all how it stood.
///
/// owns:    its thread
/// threads: members from any; `post` is called from its own
class BackupLink {
public:
    using Post = std::function<void(shell::Action)>;
    struct Parts {
        std::string shop;  // its SQLite file
        std::filesystem::path folder;
        std::string till;  // "B01-T1"
    };

    BackupLink(Parts parts, Post post);
    ~BackupLink();

    /// The day was closed: one is due.
    void closed();

private:
    void work(const std::stop_token& stop);
    void keep(const std::stop_token& stop, bool try_it);
    /// A backup of the shop that was there at the start, and of no other.
    std::expected<app::core::Backup, app::core::BackupFailure> make(
        const app::core::GiveUp& give_up);

    Parts parts_;
    pos::store::db::HeldFile shop_;  // as it was found
    Post post_;
    app::core::SystemClock clock_;
    app::core::SystemRandom random_;
    shell::BackupChanged told_;  // of its thread alone
    std::mutex mutex_;
    std::condition_variable_any wake_;
    bool closed_{false};
    std::jthread thread_;
};

}  // namespace till
