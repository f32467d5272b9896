#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "app/till/screens/common/choose.hpp"
#include "app/till/ui/widgets.hpp"

namespace till::common {

/// Files or folders to choose from, below a field for the path of another.
struct Choose {
    std::span<const Place> places;
    std::size_t chosen{0};
    std::string_view path;
    std::string_view hint;  // of the path
    bool writing{false};
    std::string_view nothing;  // instead of places
};
/// At most one of these.
struct ChooseAnswer {
    std::optional<std::size_t> tapped{};
    std::optional<std::string> typed{};
    bool wanted{false};  // the path is to be written
    bool by_finger{false};
    bool entered{false};  // there
    bool left{false};     // there
};
ChooseAnswer draw_choose(ui::Frame& frame, ui::Rect rest, const Choose& choose);

}  // namespace till::common
