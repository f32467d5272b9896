#pragma once

#include <string>
#include <vector>

#include "app/till/screens/goods/goods.hpp"
#include "app/till/ui/frame.hpp"

namespace till::goods {

/// The rows of a file that are not taken, each with its reason, to scroll through.
void draw_refused(ui::Frame& frame, const std::vector<Refused>& rows, const std::string& more,
                  const ui::Rect& inside);

}  // namespace till::goods
