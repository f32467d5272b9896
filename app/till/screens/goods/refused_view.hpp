#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "app/till/screens/goods/goods.hpp"
#include "app/till/ui/widgets.hpp"

namespace till::goods {

/// The rows of a file that are not taken, each with its reason, to scroll through.
void draw_refused(ui::Frame& frame, const std::vector<Refused>& rows, std::string_view more,
                  const ui::Rect& inside);

/// How much room they take.
float refused_height(const ui::Frame& frame, const std::vector<Refused>& rows,
                     std::string_view more, float width);
/// The same within what scrolls anyway; their room is taken from `all`.
void draw_refused_rows(ui::Frame& frame, const std::vector<Refused>& rows, std::string_view more,
                       ui::ScrollArea& area, ui::Rect& all);

}  // namespace till::goods
