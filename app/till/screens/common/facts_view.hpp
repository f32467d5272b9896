#pragma once

#include <string>
#include <vector>

#include "app/till/ui/widgets.hpp"

namespace till::common {

// Facts two by two: a small label above its words, which may be a long path or an address.

float facts_height(const ui::Frame& frame, const std::vector<std::string>& facts, float width);
/// Takes their room from `rest`.
void draw_facts(ui::Frame& frame, const std::vector<std::string>& facts, ui::Rect& rest);

}  // namespace till::common
