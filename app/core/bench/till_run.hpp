#pragma once

#include <cstdint>
#include <fstream>
#include <string>
#include <vector>

#include "app/core/bench/process.hpp"
#include "app/core/bench/scratch.hpp"

namespace app::core::bench {

/// One frame that a till has drawn: a line of its frame log.
struct DrawnFrame {
    Nanoseconds shown{0};  // on the steady clock
    Nanoseconds own{0};    // by the clock
    Nanoseconds busy{0};   // what of it kept the processor busy
    Nanoseconds raster{0};
};

/// The real till in its window, on a shop that nobody else has open, while it runs beside us.
class TillRun {
public:
    /// Starts the program and waits for its first frame.
    ///
    /// errors: it does not start, with its own words, or shows nothing within a minute
    static Outcome<TillRun> start(const std::string& program, const std::string& where,
                                  const Scratch& scratch);

    /// From the start of the process until its first frame was shown.
    Nanoseconds start_took() const { return frames_.front().shown - started_; }
    /// Waits until no frame has come for as long as `quiet`.
    void settle(Nanoseconds quiet);
    /// All frames so far.
    const std::vector<DrawnFrame>& frames();
    Process& process() { return process_; }

private:
    TillRun(Process process, const std::string& log);
    Process process_;
    std::ifstream log_;
    Nanoseconds started_;
    std::vector<DrawnFrame> frames_;
};

}  // namespace app::core::bench
