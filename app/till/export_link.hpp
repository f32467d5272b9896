#pragma once

#include <atomic>
#include <condition_variable>
#include <filesystem>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

#include "app/core/failure.hpp"
#include "app/till/shell/action.hpp"
#include "app/till/shell/effect.hpp"

namespace till {

/// Writes what the shop has into files, beside whoever sells: everything that the command line's
/// export writes, by the same means. Posts how far it is, a few times a second, and what became of
/// it; what was given up or failed leaves nothing behind.
///
/// owns:    its thread, with a connection of its own while it writes
/// threads: members from any; `post` is called from its own
class ExportLink {
public:
    using Post = std::function<void(shell::Action)>;
    struct Parts {
        std::string db;              // as it was named
        std::filesystem::path shop;  // its file; empty: it is on a server
        std::string till;            // "B01-T1"
    };

    ExportLink(Parts parts, Post post);
    ~ExportLink();

    void find_places();
    /// One at a time: nothing happens while another is written.
    void write(const shell::ExportShop& wanted);
    /// Gives up what is being written.
    void stop();

private:
    void work(const std::stop_token& stop);
    void look_for_places();
    void do_write(const shell::ExportShop& wanted, const std::stop_token& stop);
    void fail(const app::core::Failure& why);

    Parts parts_;
    Post post_;
    std::atomic<bool> stopped_{false};
    std::mutex mutex_;
    std::condition_variable_any wake_;
    bool wants_places_{false};
    bool writing_{false};
    std::optional<shell::ExportShop> wanted_;
    std::jthread thread_;
};

}  // namespace till
