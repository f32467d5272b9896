#pragma once

#include <functional>
#include <string_view>

#include "app/till/ui/texture.hpp"

namespace till::sell {

/// Finds the texture of an item's picture by its file name; none while there is no such picture.
using Pictures = std::function<ui::TextureId(std::string_view)>;

}  // namespace till::sell
