#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "app/till/ui/frame.hpp"

namespace till::ui {

/// The two parts of a screen: side by side, or, where there is no room for that, one of them, with
/// a key in the status bar that shows the other. Both are always drawn, so that every key of the
/// keyboard works whichever is seen. For left-handed people what stands second stands first.
///
///     ui::Panes panes{frame, "pay", rest, {.share = 0.345F, .gap = gap, .names = {…, …}}};
///     panes.first([&](const Rect& place) { … });
///     panes.second([&](const Rect& place) { … });
class Panes {
public:
    struct Options {
        float share{0.5F};  ///< of the width, for the first
        float gap{0};
        std::string_view first_name{};  ///< words of the key that shows it
        std::string_view second_name{};
        bool keys{false};          ///< the second is what a hand works on: it follows the hand
        bool second_shown{false};  ///< at first, where one is shown
        /// Whenever this changes, the pane that it is about is shown; at 0, what was shown before.
        std::size_t topic{0};
        bool topic_in_second{true};
        Rect key_place{};  ///< of the key, on a screen without a status bar
    };
    Panes(Frame& frame, std::string_view name, const Rect& place, const Options& options);

    /// `draw(place)`: once each.
    template <class Draw>
    void first(Draw draw) {
        part(first_, alone_ && second_shown_, draw);
    }
    template <class Draw>
    void second(Draw draw) {
        part(second_, alone_ && !second_shown_, draw);
    }
    /// Shows the second from the next pass on, where one is shown: what was tapped in the first
    /// goes on there.
    void go_on_in_second() {
        if (pane_) pane_->second = true;
    }
    /// Whether one is shown at a time.
    bool alone() const { return alone_; }
    /// Where both stand beside each other: the line between them.
    const Rect& between() const { return between_; }

private:
    template <class Draw>
    void part(const Rect& place, bool hidden, Draw& draw) {
        if (hidden) frame_.hide();
        draw(place);
        if (hidden) frame_.show();
    }
    void choose(std::string_view name, const Options& options);
    void draw_key(std::string_view name, const Options& options);

    Frame& frame_;
    Rect first_;
    Rect second_;
    Rect between_;
    Memory::Pane* pane_{nullptr};  // where one is shown
    bool alone_{false};
    bool second_shown_{false};
};

/// Where the key of panes stands: at the end of the status bar. Empty where both parts are shown.
Rect pane_key_place(const Frame& frame);

}  // namespace till::ui
