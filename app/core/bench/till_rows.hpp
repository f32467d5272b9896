#pragma once

#include <string>
#include <vector>

#include "app/core/bench/row.hpp"
#include "app/core/bench/scratch.hpp"
#include "app/core/failure.hpp"

namespace app::core::bench {

/// What the rows of the till's window need: the program, two shops that nobody has open, and a
/// display in DISPLAY.
struct TillSetup {
    std::string program;
    std::string big;    // the shop with many items
    std::string small;  // the same with a hundred
    const Scratch& scratch;
    bool quick{false};
};

/// Items of the small shop.
inline constexpr std::uint64_t kSmallShop = 100;

/// From the start of the process to the first frame, and the memory it holds then: the big shop
/// against the small one, in turn.
Outcome<std::vector<Row>> start_rows(const TillSetup& setup);

/// Keys, a scanner's bursts, taps and the wheel through the window into the big shop: our own part
/// of each frame that follows.
///
/// requires: xdotool
Outcome<std::vector<Row>> frame_rows(const TillSetup& setup);

/// What a till that nobody touches draws and uses.
Outcome<std::vector<Row>> idle_rows(const TillSetup& setup);

}  // namespace app::core::bench
