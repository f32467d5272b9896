#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "app/till/ui/event.hpp"

namespace till::window {

/// How long one frame took: our own part, from waking up for the event to the finished draw list,
/// and what the graphics card (or its software) took to raster and show it.
struct FrameTimes {
    ui::Moment own{0};
    ui::Moment raster{0};
};

/// How long the last frames took.
class FrameStats {
public:
    struct Figures {
        std::uint64_t frames{0};  ///< since the start
        ui::Moment own_median{0};
        ui::Moment own_p99{0};
        ui::Moment own_max{0};
        ui::Moment raster_median{0};
        ui::Moment raster_p99{0};
    };

    void add(const FrameTimes& frame);
    /// Over the last frames, at most `kKept`.
    Figures figures() const;

    static constexpr std::size_t kKept = 4096;

private:
    std::array<FrameTimes, kKept> samples_{};
    std::uint64_t frames_{0};
};

}  // namespace till::window
