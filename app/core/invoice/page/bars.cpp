#include "app/core/invoice/page/bars.hpp"

#include <algorithm>
#include <cmath>

namespace app::core::invoice {

namespace {

constexpr double kSlotMax = 62;  // few bars stand side by side, not across the page
constexpr double kBarMax = 30;
constexpr double kBarOfSlot = 0.62;  // the rest parts it from its neighbours

double number_of(double value) {
    return std::isfinite(value) ? value : 0;
}

}  // namespace

Box seen(const BarPlace& place, double zero_y) {
    if (place.bar.height >= kZeroMark) return place.bar;
    return {place.bar.x, zero_y - kZeroMark, place.bar.width, kZeroMark};
}

double plot_height_for(double left, double least, double usual) {
    return left < least ? usual : std::min(left, usual);
}

BarPlaces place_bars(std::span<const double> values, const ChartRoom& room) {
    double highest = 0;
    double lowest = 0;
    for (const double value : values) {
        highest = std::max(highest, number_of(value));
        lowest = std::min(lowest, number_of(value));
    }
    // A figure stands above what goes up, and above the line where nothing goes up.
    const double top = room.box.y + room.figure_height;
    const double below = lowest < 0 ? room.figure_height : 0;
    BarPlaces places;
    places.labels_y = room.box.y + room.box.height - room.label_height;
    const double bottom = std::max(top, places.labels_y - below);
    // Halves first: their sum is finite whatever they are.
    const double range = highest / 2 - lowest / 2;
    const double size = bottom - top;
    const auto height_of = [&](double value) {
        return range > 0 ? std::abs(value) / 2 / range * size : 0.0;
    };
    places.zero_y = range > 0 ? top + height_of(highest) : bottom;
    const auto count = static_cast<double>(std::max<std::size_t>(values.size(), 1));
    const double slot = std::min(room.box.width / count, kSlotMax);
    const double width = std::min(slot * kBarOfSlot, kBarMax);
    for (std::size_t i = 0; i < values.size(); ++i) {
        const double value = number_of(values[i]);
        BarPlace place;
        place.slot_x = room.box.x + slot * static_cast<double>(i);
        place.slot_width = slot;
        const double height = height_of(value);
        const double y = value < 0 ? places.zero_y : std::max(top, places.zero_y - height);
        place.bar = {place.slot_x + (slot - width) / 2, y, width, std::min(height, bottom - y)};
        place.figure_y = value < 0 ? std::min(y + height, bottom) : y - room.figure_height;
        places.bars.push_back(place);
    }
    return places;
}

}  // namespace app::core::invoice
