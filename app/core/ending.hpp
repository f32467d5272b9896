#pragma once

#include <chrono>
#include <csignal>

namespace app::core {

/// What asks a program to end: Ctrl-C and SIGTERM.
sigset_t ending_signals();

/// Keeps them for `told_to_end` and signalfd, in this thread and those it starts.
///
/// requires: called before the first thread is started
void hold_signals();

/// Whether somebody has asked since the last call. Does not wait.
///
/// requires: hold_signals() was called
bool told_to_end();

/// Waits so long at most for somebody to ask. True as soon as one does, or has.
///
/// requires: hold_signals() was called
bool told_to_end_within(std::chrono::milliseconds wait);

/// When a program ends that may be given its time.
class Ending {
public:
    /// 0: only when it is told to.
    explicit Ending(unsigned seconds);
    bool is_due() const;

private:
    std::chrono::steady_clock::time_point until_;
};

}  // namespace app::core
