#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "app/till/ui/geometry.hpp"
#include "app/till/ui/theme.hpp"

namespace till::ui {

enum class Kind { key, money_key, tile, tab, row, field, choice, link, area };

/// Writes down where each control was drawn and what was written, so that a test or a driver of
/// real input finds them by name. Filled anew in every pass.
struct Probe {
    struct Control {
        Rect place;  ///< what a finger can hit, in pixels from the left of the display
        Kind kind{Kind::key};
        bool enabled{true};
        bool clipped{false};  ///< partly outside the scroll area it stands in
    };
    struct Written {
        std::string text;
        Rect place;  ///< of the capitals and figures, in pixels from the left of the display
        bool cut{false};
        bool may_be_cut{false};
        bool clipped{false};  ///< partly outside the scroll area it stands in
        float em_px{0};
        Weight weight{Weight::regular};
        Colour colour{};
        Colour behind{};  ///< what was filled there last
    };
    struct Filled {
        Rect place;  ///< what is seen of it, in pixels from the left of the display
        Colour colour{};
    };

    std::map<std::string, Control, std::less<>> controls;
    std::vector<std::string> doubled;  ///< names used for two controls
    std::vector<Written> written;
    std::vector<Filled> filled;

    void clear();
    void add(std::string_view name, const Control& control);
    void add(Written text);
    bool has(std::string_view name) const { return controls.contains(name); }
    /// Whether a text with these words was written.
    bool shows(std::string_view words) const;
    /// Names, places and texts as JSON, for a driver in another process.
    std::string to_json() const;
};

}  // namespace till::ui
