#pragma once

#include <sys/types.h>

#include <cstdint>
#include <string>
#include <vector>

#include "app/core/bench/samples.hpp"
#include "app/core/failure.hpp"

namespace app::core::bench {

/// A program that runs beside this one and is ended with it.
class Process {
public:
    /// Starts it; its messages go into `log`.
    static Outcome<Process> start(const std::vector<std::string>& command, const std::string& log);
    /// Asks it to end, and waits until it has.
    ~Process();
    Process(Process&& other) noexcept;
    Process& operator=(Process&&) = delete;

    bool is_running();
    /// When it was started.
    Stopwatch::Clock::time_point started() const { return started_; }
    /// Memory that it holds at this moment.
    std::uint64_t resident_bytes() const;
    /// What all its threads have used of the processor so far.
    Nanoseconds processor_time() const;

private:
    Process(pid_t id, Stopwatch::Clock::time_point started) : id_{id}, started_{started} {}
    pid_t id_;  // -1: ended, or moved from
    Stopwatch::Clock::time_point started_;
};

/// Runs a command to its end. False if it cannot be started or fails.
bool run_command(const std::vector<std::string>& command);
/// Whether a program of that name is installed.
bool is_installed(const std::string& program);

}  // namespace app::core::bench
