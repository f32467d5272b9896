#include "app/till/frame_log.hpp"

#include <chrono>

namespace till {

void FrameLog::add(const window::FrameTimes& took) {
    if (!out_.is_open()) return;
    const auto shown = std::chrono::steady_clock::now().time_since_epoch();
    out_ << std::chrono::nanoseconds{shown}.count() << ' ' << took.own.count() << ' '
         << took.busy.count() << ' ' << took.raster.count() << std::endl;
}

}  // namespace till
