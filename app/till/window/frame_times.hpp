#pragma once

#include "app/till/ui/event.hpp"

namespace till::window {

/// How long one frame took.
struct FrameTimes {
    /// Our own part, by the clock: from waking up for the event to the finished draw list. While
    /// rasterising is done by the processor, it may take a core from us meanwhile.
    ui::Moment own{0};
    /// What our own part kept the processor busy.
    ui::Moment busy{0};
    /// What the graphics card (or its software) took to raster and show it, by the clock.
    ui::Moment raster{0};
};

}  // namespace till::window
