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

/// What stands on the line where a bar would be too low to be seen, in points.
inline constexpr double kZeroMark = 1.8;

/// A bar as it is drawn: that of a period in which nothing was used, or next to nothing, is a mark
/// on the line, so that every label has something above it.
Box seen(const BarPlace& place, double zero_y);

/// How high a chart's bars with their figures and labels are where there is so much room left for
/// them: as high as there is room for, `usual` at most; `usual` too where there is less than
/// `least`, for it then begins the next page.
///
/// requires: least <= usual
double plot_height_for(double left, double least, double usual);

/// One bar a value, in their order from left to right, in proportion to each other. What is below
/// zero goes down from the line that the others stand on. What is no number counts as nothing.
///
/// requires: room for figures and labels in the box
/// ensures:  every bar, figure and label within the box; no two bars touch
BarPlaces place_bars(std::span<const double> values, const ChartRoom& room);

}  // namespace app::core::invoice
