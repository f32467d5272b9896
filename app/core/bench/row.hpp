#pragma once

#include <optional>
#include <string>
#include <vector>

namespace app::core::bench {

/// One figure beside its floor.
struct Figure {
    double middle{0};           // the median, or the only value
    std::optional<double> p99;  // where there are many
};

/// One line of the table of figures.
struct Row {
    std::string name;   // "sale": what --only takes
    std::string title;  // in words
    std::string unit;   // of both sides: "µs", "items/s"
    Figure ours;
    std::optional<Figure> floor;
    std::optional<double> ratio;  // ours to floor, as the target means it
    std::string target;           // what must be reached, in words
    bool met{false};
    std::string note;  // what else was seen; may be empty
};

}  // namespace app::core::bench
