#pragma once

#include <filesystem>
#include <fstream>

#include "app/till/window/frame_times.hpp"

namespace till {

/// A file that gets one line for each frame as it is shown, so that a program beside the till can
/// tell how long frames take and that none are drawn:
///
///     81234567890123 412 398 17903
///
/// when it was shown, in nanoseconds of the machine's steady clock; in microseconds our own part
/// by the clock, what of it kept the processor busy, and the rasterising.
class FrameLog {
public:
    /// An empty path: nothing is written.
    explicit FrameLog(const std::filesystem::path& file) {
        if (!file.empty()) out_.open(file, std::ios::app);
    }
    void add(const window::FrameTimes& took);

private:
    std::ofstream out_;
};

}  // namespace till
