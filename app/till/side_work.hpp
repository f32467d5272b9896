#pragma once

#include <functional>
#include <mutex>
#include <optional>
#include <thread>

namespace till {

/// Work that must not hold up what is drawn: one piece at a time, on a thread of its own. What it
/// comes to is carried out by whoever asks for it.
///
/// owns:    its thread, which is waited for at the end
/// threads: members from one; the work itself and `wake` on another
class SideWork {
public:
    using Then = std::function<void()>;
    using Work = std::function<Then()>;

    /// `wake` is called once work is done, so that take_in is called.
    explicit SideWork(std::function<void()> wake) : wake_{std::move(wake)} {}

    /// requires: not busy
    void start(Work work);
    /// Until what it came to was carried out.
    bool busy() const { return thread_.joinable(); }
    /// Carries out what work that is done came to; false where none is.
    bool take_in();

private:
    std::function<void()> wake_;
    std::mutex mutex_;
    std::optional<Then> done_;
    std::jthread thread_;
};

}  // namespace till
