#pragma once

#include <array>
#include <string>

namespace drivers::display {

inline constexpr std::size_t kColumns = 20;

/// One line of what a customer reads: `end` stands whole at its end, `start` gets the room that is
/// left.
struct PanelLine {
    std::string start{};  // UTF-8
    std::string end{};
    bool centred{false};  // `start` alone, in the middle
    bool operator==(const PanelLine&) const = default;
};

struct Panel {
    PanelLine upper{};
    PanelLine lower{};
    bool operator==(const Panel&) const = default;
};

}  // namespace drivers::display
