#pragma once

#include <condition_variable>
#include <filesystem>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

#include "app/core/backups.hpp"
#include "app/core/system.hpp"
#include "app/till/shell/action.hpp"
#include "app/till/shell/effect.hpp"
#include "pos/store/db/sqlite_file.hpp"

namespace till {

/// Keeps backups of the shop in a folder: one an hour, and one with every close, or when it is
/// asked to, that is also put back where nobody sees it, to know that it could be. Posts how it
/// stands after each and while one is made, and first of all how it stood.
///
/// owns:    its thread
/// threads: members from any; `post` is called from its own
class BackupLink {
public:
    using Post = std::function<void(shell::Action)>;
    struct Parts {
        std::string shop;              // its SQLite file
        std::filesystem::path folder;  // empty: none are made
        std::string till;              // "B01-T1"
    };

    BackupLink(Parts parts, Post post);
    ~BackupLink();

    /// The day was closed, or somebody wants one: one is due.
    void closed();
    /// Tries whether the folder will do, says so, and goes on there; without one, none are made.
    void use(const shell::UseBackups& wanted);
    void find_places();

private:
    /// What was asked of the thread since it looked last.
    struct Wishes {
        bool one_now{false};
        bool places{false};
        std::optional<shell::UseBackups> use{};
        bool any() const { return one_now || places || use.has_value(); }
    };
    void work(const std::stop_token& stop);
    /// False: it was given up.
    bool keep(const std::stop_token& stop, bool try_it);
    void take_up(const shell::UseBackups& wanted);
    /// A backup of the shop that was there at the start, and of no other.
    std::expected<app::core::Backup, app::core::BackupFailure> make(
        const app::core::GiveUp& give_up);
    void look_around();
    void wish(const std::function<void(Wishes&)>& what);
    /// Tells how far that work is, once for each per cent.
    app::core::OnPercent telling(shell::BackupWork work);

    Parts parts_;
    pos::store::db::HeldFile shop_;  // as it was found
    Post post_;
    app::core::SystemClock clock_;
    app::core::SystemRandom random_;
    shell::BackupChanged told_;  // of its thread alone
    std::mutex mutex_;
    std::condition_variable_any wake_;
    Wishes wishes_;
    std::jthread thread_;
};

}  // namespace till
