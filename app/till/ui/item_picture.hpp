#pragma once

#include <string_view>

#include "app/till/ui/frame.hpp"

namespace till::ui {

/// What an item looks like: its picture, or its initials on one of the tile colours.
struct ItemPicture {
    std::string_view initials{};
    std::size_t pair{0};
    TextureId texture{TextureId::none};
};
void item_picture(const Frame& frame, const Rect& place, const ItemPicture& picture);

}  // namespace till::ui
