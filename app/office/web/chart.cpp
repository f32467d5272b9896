#include "app/office/web/chart.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "app/office/web/render.hpp"

namespace app::office::web {

namespace {

// Of what is drawn, which is stretched to the room that there is; labels stand below and are not.
constexpr double kWidth = 720;
constexpr double kHeight = 212;
constexpr std::size_t kBarsMax = 40;
constexpr std::size_t kLabelsMax = 12;  // narrow windows show every other
constexpr double kEdge = 3;             // per cent of the width, where a label would stick out

std::string number(double value) {
    return fmt::format("{:.1f}", value);
}

/// How a label lies on its place.
const char* anchor_at(double percent) {
    return percent < kEdge ? "start" : percent > 100 - kEdge ? "end" : "middle";
}

}  // namespace

std::string chart_svg(const std::vector<Point>& points, const std::string& title) {
    std::int64_t highest = 0;
    std::int64_t lowest = 0;
    for (const Point& point : points) {
        highest = std::max(highest, point.value);
        lowest = std::min(lowest, point.value);
    }
    const double range = std::max(1.0, static_cast<double>(highest) - static_cast<double>(lowest));
    const auto y_of = [&](std::int64_t value) {
        // Where nothing was sold, nothing stands on a line below.
        if (highest == lowest) return kHeight;
        return 8 +
               (kHeight - 8) * (static_cast<double>(highest) - static_cast<double>(value)) / range;
    };
    const double step = kWidth / static_cast<double>(std::max<std::size_t>(1, points.size()));
    const std::size_t label_every = (points.size() + kLabelsMax - 1) / kLabelsMax;
    const bool bars = points.size() <= kBarsMax;
    Data list{Data::type::list};
    std::string line;
    for (std::size_t i = 0; i < points.size(); ++i) {
        const Point& point = points[i];
        const double x = step * static_cast<double>(i);
        const double top = std::min(y_of(point.value), y_of(0));
        const double height = std::max(y_of(point.value), y_of(0)) - top;
        Data one;
        one.set("x", number(x + step * 0.14));
        one.set("y", number(top));
        one.set("width", number(step * 0.72));
        one.set("height", number(std::max(height, point.value == 0 ? 0.0 : 1.0)));
        const double middle = 100 * (x + step / 2) / kWidth;
        one.set("middle", number(middle));
        one.set("anchor", anchor_at(middle));
        one.set("label", point.label);
        one.set("has_label", label_every > 0 && i % label_every == 0);
        one.set("shown", point.shown);
        list.push_back(one);
        line += (i == 0 ? "" : " ") + number(x + step / 2) + "," + number(y_of(point.value));
    }
    Data data;
    data.set("title", title);
    data.set("points", list);
    data.set("bars", bars);
    data.set("line", bars ? "" : line);
    data.set("is_line", !bars);
    data.set("base", number(y_of(0)));
    data.set("first_x", number(step / 2));
    data.set("last_x", number(kWidth - step / 2));
    return render("chart", std::move(data));
}

}  // namespace app::office::web
