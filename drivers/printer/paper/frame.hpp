#pragma once

#include "drivers/printer/paper/paper.hpp"

namespace drivers::printer::paper {

/// A rectangle on the paper that is written on in one of four directions.
struct Frame {
    int x{0};  // dots
    int y{0};
    unsigned width{0};  // as it lies on the paper
    unsigned height{0};
    Turn turn{Turn::none};  // of what is written in it, clockwise
    bool operator==(const Frame&) const = default;

    /// As the writer sees it.
    bool on_its_side() const { return turn == Turn::quarter || turn == Turn::three_quarters; }
    unsigned across() const { return on_its_side() ? height : width; }
    unsigned down() const { return on_its_side() ? width : height; }
};

/// A rectangle as the writer sees it, from the frame's start.
struct Box {
    int x{0};
    int y{0};
    unsigned width{0};
    unsigned height{0};
};

/// Where the box lies on the paper.
inline Place place_in(const Frame& frame, const Box& box) {
    const int across = static_cast<int>(frame.across());
    const int down = static_cast<int>(frame.down());
    const int right = box.x + static_cast<int>(box.width);
    const int bottom = box.y + static_cast<int>(box.height);
    switch (frame.turn) {
        case Turn::none:
            return {frame.x + box.x, frame.y + box.y, box.width, box.height, frame.turn};
        case Turn::quarter:  // from the upper right corner downwards
            return {frame.x + down - bottom, frame.y + box.x, box.height, box.width, frame.turn};
        case Turn::half:
            return {frame.x + across - right, frame.y + down - bottom, box.width, box.height,
                    frame.turn};
        case Turn::three_quarters:  // from the lower left corner upwards
            return {frame.x + box.y, frame.y + across - right, box.height, box.width, frame.turn};
    }
    return {};
}

}  // namespace drivers::printer::paper
