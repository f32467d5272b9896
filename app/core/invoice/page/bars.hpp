#pragma once

#include <span>
#include <vector>

/// Where the bars of a chart stand: figures alone, without a page.
namespace app::core::invoice {

/// In points, y downwards.
struct Box {
    double x{0};
    double y{0};
    double width{0};
    double height{0};
    bool operator==(const Box&) const = default;
};

/// What a chart has room for: bars with a figure at the end of each, and a label below all of them.
struct ChartRoom {
    Box box;
    double figure_height{0};  // of a bar's figure
    double label_height{0};   // of what stands below the bars
};

struct BarPlace {
    Box bar;           // of no height where nothing was used
    double slot_x{0};  // what is the bar's alone, from its neighbours on either side
    double slot_width{0};
    double figure_y{0};  // the top of its figure: above it, below it where it goes down
};

struct BarPlaces {
    double zero_y{0};    // the line that bars stand on
    double labels_y{0};  // the top of the labels
    std::vector<BarPlace> bars;
};

/// One bar a value, in their order from left to right, in proportion to each other. What is below
/// zero goes down from the line that the others stand on. What is no number counts as nothing.
///
/// requires: room for figures and labels in the box
/// ensures:  every bar, figure and label within the box; no two bars touch
BarPlaces place_bars(std::span<const double> values, const ChartRoom& room);

}  // namespace app::core::invoice
