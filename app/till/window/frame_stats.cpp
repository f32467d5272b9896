#include "app/till/window/frame_stats.hpp"

#include <algorithm>
#include <vector>

namespace till::window {

namespace {

/// requires: !sorted.empty(), 0 <= share <= 1
ui::Moment quantile(const std::vector<ui::Moment>& sorted, double share) {
    const auto last = static_cast<double>(sorted.size() - 1);
    return sorted[static_cast<std::size_t>(last * share + 0.5)];
}

}  // namespace

void FrameStats::add(const FrameTimes& frame) {
    samples_[frames_ % kKept] = frame;
    ++frames_;
}

FrameStats::Figures FrameStats::figures() const {
    Figures out;
    out.frames = frames_;
    const auto kept = static_cast<std::ptrdiff_t>(std::min<std::uint64_t>(frames_, kKept));
    if (kept == 0) return out;
    std::vector<ui::Moment> own;
    std::vector<ui::Moment> raster;
    for (auto it = samples_.begin(); it != samples_.begin() + kept; ++it) {
        own.push_back(it->own);
        raster.push_back(it->raster);
    }
    std::ranges::sort(own);
    std::ranges::sort(raster);
    out.own_median = quantile(own, 0.5);
    out.own_p99 = quantile(own, 0.99);
    out.own_max = own.back();
    out.raster_median = quantile(raster, 0.5);
    out.raster_p99 = quantile(raster, 0.99);
    return out;
}

}  // namespace till::window
