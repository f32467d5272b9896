#pragma once

#include <string>
#include <string_view>

#include "app/till/ui/item_picture.hpp"
#include "app/till/ui/lists.hpp"

namespace till::ui {

struct Tile {
    std::string_view name{};
    std::string_view price{};  ///< as it is to be read: "1.19", "open"
    std::string_view unit{};   ///< "/kg"; may be empty
    std::string_view note{};   ///< below the name: "12 left"; may be empty
    Tone note_tone{Tone::neutral};
    ItemPicture picture{};
    bool chosen{false};
    float edge{0};  ///< of a tile that is worked on: a line so wide around it; 0 for the usual one
};

/// An item to put into the cart; returns whether it was tapped.
bool item_tile(Frame& frame, std::string_view name, const Rect& place, const Tile& tile);

/// The first characters of the first two words, in capitals where the script has them.
std::string initials_of(std::string_view name);

}  // namespace till::ui
