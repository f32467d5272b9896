#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <optional>
#include <string>

#include "app/till/ui/event.hpp"
#include "app/till/ui/geometry.hpp"

namespace till::ui {

/// What the controls themselves must remember from one pass to the next: nothing that a screen's
/// model would want to know. Cleared when the screen changes.
struct Memory {
    struct Revealed {
        float top{0};
        float content_height{0};
        bool operator==(const Revealed&) const = default;
    };
    struct Scroll {
        float offset{0};    ///< pixels above the top of the area
        float velocity{0};  ///< pixels a second, after the finger has left
        Moment moved_at{0};
        float grip{0};  ///< the offset when the finger came down
        std::optional<Revealed> revealed{};
        float content_height{0};
        float area_height{0};
    };
    struct Caret {
        std::size_t caret{0};
        std::size_t anchor{0};
        float scrolled{0};
        std::string last_text;
        bool full{false};  ///< something that was written had no room
    };
    struct Press {
        std::string control;  ///< empty once the finger became a drag
        std::string area;     ///< the scroll area under it
        Point from;
        Point last;
        bool dragging{false};
        bool glided{false};  ///< it came down to stop a gliding list, which is no tap
    };

    /// Which of two panes is shown, where there is room for one.
    struct Pane {
        bool second{false};
        bool before{false};    ///< where it goes back to
        std::size_t topic{0};  ///< what it turned to last
    };

    std::optional<Press> press;
    std::map<std::string, Pane, std::less<>> panes;
    std::map<std::string, Scroll, std::less<>> scrolls;
    std::map<std::string, Caret, std::less<>> carets;
    bool writing{false};     ///< a text field had the keyboard in the last pass
    bool latin_keys{false};  ///< the keyboard shows Latin letters instead of the language's own
    /// What the keyboard shows: accents are left with the letter, signs with a space.
    enum class KeyPage { letters, signs, accents } key_page{KeyPage::letters};
};

}  // namespace till::ui
