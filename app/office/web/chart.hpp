#pragma once

#include <string>
#include <vector>

namespace app::office::web {

/// One point of a chart.
struct Point {
    std::int64_t value{0};
    std::string label;  // under it, "12 Dec"
    std::string shown;  // "12 Dec: £18.20", to be read when pointed at
};

/// A chart as SVG: bars up to a month's days, a line over more. It is a picture: what it shows also
/// stands in a table. Everything in it is escaped.
std::string chart_svg(const std::vector<Point>& points, const std::string& title);

}  // namespace app::office::web
