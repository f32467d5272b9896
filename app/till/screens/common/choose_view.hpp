#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>

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

/// The same, of a choice of places, as the screen's action. `Left`: its action of going back.
template <class Action, class Left>
std::optional<Action> draw_places(ui::Frame& frame, ui::Rect rest, const PlaceChoice& choice,
                                  std::string_view hint) {
    ChooseAnswer answer = draw_choose(frame, rest,
                                      {.places = choice.places,
                                       .chosen = choice.chosen,
                                       .path = choice.path,
                                       .hint = hint,
                                       .writing = choice.writing,
                                       .nothing = choice.nothing});
    if (answer.left) return Left{};
    if (answer.entered) return Entered{};
    if (answer.wanted) return PathWanted{};
    if (answer.typed) return PathTyped{std::move(*answer.typed)};
    if (answer.tapped) return PlaceTapped{*answer.tapped};
    return std::nullopt;
}

/// Whether something can be entered: a marked place, or a path.
inline bool can_enter(const PlaceChoice& choice) {
    return !choice.path.empty() || (!choice.places.empty() && !choice.writing);
}

}  // namespace till::common
