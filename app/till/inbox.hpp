#pragma once

#include <mutex>
#include <utility>
#include <vector>

#include "app/till/shell/action.hpp"
#include "app/till/window/window.hpp"

namespace till {

/// Where other threads leave actions for the drawing thread, which it wakes.
///
/// threads: any
class Inbox {
public:
    void post(shell::Action action) {
        {
            const std::scoped_lock lock{mutex_};
            actions_.push_back(std::move(action));
        }
        window::Window::wake();
    }
    std::vector<shell::Action> take() {
        const std::scoped_lock lock{mutex_};
        return std::exchange(actions_, {});
    }

private:
    std::mutex mutex_;
    std::vector<shell::Action> actions_;
};

}  // namespace till
