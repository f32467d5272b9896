#pragma once

#include <string_view>
#include <vector>

#include "app/till/screens/first_start/first_start.hpp"
#include "app/till/ui/widgets.hpp"

namespace till::first_start {

/// What the step of goods offers, in the order of Goods.
std::vector<std::string_view> goods_choices(const ui::Frame& frame);

/// All that was answered, before the shop is made of it.
void draw_summary(ui::Frame& frame, const Model& m, const ui::Rect& place);

}  // namespace till::first_start
