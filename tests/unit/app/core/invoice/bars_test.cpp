// Goal: whatever was used, a chart's bars, figures and labels stay within their box and apart from
// each other, in their order and in proportion; and its colours are told apart, also without any.
// Method: the places themselves, with figures worked out by hand and with values made to hurt.
#include "app/core/invoice/page/bars.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "app/core/invoice/page/colours.hpp"

using namespace app::core::invoice;

namespace {

constexpr ChartRoom kRoom{.box = {70, 10, 468, 92}, .figure_height = 10, .label_height = 12};
constexpr double kSlack = 1e-6;

BarPlaces placed(const std::vector<double>& values) {
    return place_bars(values, kRoom);
}

void expect_in_order_within(const BarPlaces& places, const Box& box) {
    double behind = box.x;
    EXPECT_LE(places.labels_y + kRoom.label_height, box.y + box.height + kSlack);
    EXPECT_GE(places.zero_y, box.y - kSlack);
    EXPECT_LE(places.zero_y, places.labels_y + kSlack);
    for (const BarPlace& place : places.bars) {
        EXPECT_GE(place.slot_x, behind - kSlack);
        EXPECT_GT(place.bar.width, 0);
        EXPECT_GE(place.bar.x, place.slot_x);
        EXPECT_LT(place.bar.x + place.bar.width, place.slot_x + place.slot_width);
        behind = place.slot_x + place.slot_width;
        EXPECT_GE(place.bar.height, 0);
        EXPECT_GE(place.bar.y, box.y + kRoom.figure_height - kSlack);
        EXPECT_LE(place.bar.y + place.bar.height, places.labels_y + kSlack);
        EXPECT_GE(place.figure_y, box.y - kSlack);
        EXPECT_LE(place.figure_y + kRoom.figure_height, places.labels_y + kSlack);
    }
    EXPECT_LE(behind, box.x + box.width + kSlack);
}

/// source: WCAG 2.2, "relative luminance"
double luminance_of(const Colour& colour) {
    const auto linear = [](double c) {
        return c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * linear(colour.red) + 0.7152 * linear(colour.green) +
           0.0722 * linear(colour.blue);
}

double contrast_of(const Colour& a, const Colour& b) {
    const auto [dark, light] = std::minmax({luminance_of(a), luminance_of(b)});
    return (light + 0.05) / (dark + 0.05);
}

}  // namespace

TEST(Bars, stand_in_proportion_on_one_line) {
    const BarPlaces places = placed({100, 50});
    ASSERT_EQ(places.bars.size(), 2U);
    EXPECT_DOUBLE_EQ(places.labels_y, 90);
    EXPECT_DOUBLE_EQ(places.zero_y, 90);
    EXPECT_DOUBLE_EQ(places.bars[0].bar.y, 20);
    EXPECT_DOUBLE_EQ(places.bars[0].bar.height, 70);
    EXPECT_DOUBLE_EQ(places.bars[0].figure_y, 10);
    EXPECT_DOUBLE_EQ(places.bars[1].bar.y, 55);
    EXPECT_DOUBLE_EQ(places.bars[1].bar.height, 35);
}

TEST(Bars, go_down_where_a_period_is_below_zero) {
    const BarPlaces places = placed({100, -100});
    EXPECT_DOUBLE_EQ(places.zero_y, 50);  // of the 60 between both figures half is above
    EXPECT_DOUBLE_EQ(places.bars[0].bar.y, 20);
    EXPECT_DOUBLE_EQ(places.bars[0].bar.height, 30);
    EXPECT_DOUBLE_EQ(places.bars[1].bar.y, 50);
    EXPECT_DOUBLE_EQ(places.bars[1].bar.height, 30);
    EXPECT_DOUBLE_EQ(places.bars[1].figure_y, 80) << "below its bar";
}

TEST(Bars, of_nothing_have_no_height) {
    for (const auto& values : {std::vector<double>{0, 0}, std::vector<double>{0, -0.0, 0}}) {
        const BarPlaces places = placed(values);
        EXPECT_DOUBLE_EQ(places.zero_y, 90);
        for (const BarPlace& place : places.bars) {
            EXPECT_EQ(place.bar.height, 0);
            EXPECT_DOUBLE_EQ(place.figure_y, 80);
        }
    }
    EXPECT_TRUE(placed({}).bars.empty());
}

TEST(Bars, stay_within_their_box_whatever_the_values_are) {
    constexpr double kMax = std::numeric_limits<double>::max();
    const double nan = std::numeric_limits<double>::quiet_NaN();
    const double infinite = std::numeric_limits<double>::infinity();
    const std::vector<std::vector<double>> all{{1},
                                               {-1},
                                               {0, 1, 0, -1, 0},
                                               {1e-300, 1e300},
                                               {kMax, -kMax, kMax},
                                               {nan, 3, infinite, -infinite, -2},
                                               {9'200'000'000'000, 1, 2},
                                               {-5, -7, -1},
                                               {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13}};
    for (const auto& values : all) {
        SCOPED_TRACE(testing::PrintToString(values));
        const BarPlaces places = placed(values);
        ASSERT_EQ(places.bars.size(), values.size());
        expect_in_order_within(places, kRoom.box);
    }
}

TEST(Bars, that_are_few_stand_side_by_side) {
    const BarPlaces places = placed({1, 2});
    EXPECT_LT(places.bars[1].slot_x + places.bars[1].slot_width, 70 + 468.0 / 2);
    EXPECT_DOUBLE_EQ(placed(std::vector<double>(13, 1)).bars[0].slot_width, 36);
}

TEST(ChartColours, are_told_apart_without_colour) {
    EXPECT_GE(contrast_of(kBarOfThisBill, kPaper), 4.5);
    EXPECT_GE(contrast_of(kBarOfThisBill, kBarOfBefore), 3);
    EXPECT_GE(contrast_of(kBarOfLastYear, kPaper), 3) << "stripes";
    EXPECT_GE(contrast_of(kBarOfBefore, kPaper), 1.5) << "pale, but more than paper";
}

TEST(Bars, of_nothing_are_a_mark_on_the_line) {
    const BarPlaces places = placed({100, 0, 0.001, -50});
    for (const std::size_t i : {1U, 2U}) {
        const Box mark = seen(places.bars[i], places.zero_y);
        EXPECT_EQ(mark.height, kZeroMark);
        EXPECT_NEAR(mark.y + mark.height, places.zero_y, kSlack);
        EXPECT_EQ(mark.x, places.bars[i].bar.x);
        EXPECT_EQ(mark.width, places.bars[i].bar.width);
    }
    EXPECT_EQ(seen(places.bars[0], places.zero_y), places.bars[0].bar);
    EXPECT_EQ(seen(places.bars[3], places.zero_y), places.bars[3].bar);
}

TEST(Bars, are_lower_where_there_is_less_room_and_go_on_a_page_where_there_is_too_little) {
    EXPECT_EQ(plot_height_for(200, 50, 92), 92);
    EXPECT_EQ(plot_height_for(92, 50, 92), 92);
    EXPECT_EQ(plot_height_for(70.5, 50, 92), 70.5);
    EXPECT_EQ(plot_height_for(50, 50, 92), 50);
    EXPECT_EQ(plot_height_for(49.9, 50, 92), 92);
    EXPECT_EQ(plot_height_for(-10, 50, 92), 92);
}
