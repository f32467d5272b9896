#pragma once

#include <cstddef>
#include <string>
#include <vector>

/// Files and folders that can be chosen, and the path of another that can be typed.
namespace till::common {

struct Place {
    std::string name;
    std::string note;  // its folder and when it was written; how much room there is
};

/// Which of the places something is to go to.
struct PlaceChoice {
    bool open{false};  // while it is being made
    std::vector<Place> places;
    std::size_t chosen{0};
    std::string path;  // that is typed instead
    bool writing{false};
    std::string nothing;  // said instead of places
};

struct PlaceTapped {
    std::size_t index;
};
struct PathWanted {};
struct PathTyped {
    std::string text;
};
/// The chosen place, or the path that was typed.
struct Entered {};

}  // namespace till::common
