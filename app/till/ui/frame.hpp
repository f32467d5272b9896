#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/till/ui/event.hpp"
#include "app/till/ui/hand.hpp"
#include "app/till/ui/key_map.hpp"
#include "app/till/ui/memory.hpp"
#include "app/till/ui/pen.hpp"
#include "app/till/ui/probe.hpp"
#include "app/till/ui/texts.hpp"
#include "app/till/ui/theme.hpp"

namespace till::ui {

class Type;

/// What a finger did to a control in this pass.
struct Touch {
    bool tapped{false};   ///< pressed and let go on it
    bool pressed{false};  ///< a finger is on it now
};

/// One pass over a screen: what it draws with, what it says, and the one event it may answer.
///
/// A pass carries at most one event, so a screen returns at most one action. The first control that
/// answers an event takes it; later ones do not see it.
///
/// owns:    nothing
/// threads: the drawing thread only
class Frame {
public:
    struct Parts {
        const Theme& theme;
        const Texts& texts;
        const KeyMap& keys;
        Type& type;
        Memory& memory;
        Probe* probe;  ///< may be null
        Hand hand{Hand::usual};
    };
    Frame(const Parts& parts, Pen pen, Rect display, Moment now, std::optional<Event> event);

    const Theme& theme() const { return parts_.theme; }
    const Colours& colour() const { return parts_.theme.colour; }
    const Sizes& size() const { return parts_.theme.at.size; }
    const Spaces& space() const { return parts_.theme.at.space; }
    const Radii& radius() const { return parts_.theme.at.radius; }
    const Pen& pen() const { return pen_; }
    const Texts& texts() const { return parts_.texts; }
    const KeyMap& keys() const { return parts_.keys; }
    Rect display() const { return display_; }
    bool mirrored() const { return pen_.mirrored(); }
    /// Whether keys stand where reading starts, and what they work on where it ends.
    bool keys_first() const { return ui::keys_first(parts_.hand, mirrored()); }
    /// Whether there is no room for two parts of a screen beside each other.
    bool narrow() const { return theme().at.narrow; }
    Moment now() const { return now_; }

    /// The words for `key` in the language of the screen.
    const std::string& text(TextKey key) const { return parts_.texts[key]; }

    // ---- input ----
    /// Registers a control and says what a finger does to it. `name` must be unique among those
    /// that are seen.
    Touch touch(std::string_view name, const Rect& place, Kind kind, bool enabled = true);
    /// Whether the event is the key of `command`; takes it. Characters do not count while a field
    /// is being written in.
    bool commanded(Command command);
    /// What stands on every screen was tapped: whoever draws the screens asks for it.
    void order(Command command) { ordered_ = command; }
    Command ordered() const { return ordered_; }
    /// The character of this pass, if no field is being written in and nobody took it.
    std::optional<char32_t> typed();
    /// The key of this pass, if nobody took it.
    std::optional<KeyPressed> key();
    /// The event of this pass while nobody has taken it; for controls that look deeper.
    const Event* event() const { return event_ ? &*event_ : nullptr; }
    void take_event() { event_.reset(); }
    /// A field being written in says so in each pass; then characters belong to it.
    void writing() { writing_ = true; }

    /// Puts text onto the clipboard once the pass is over.
    void copy(std::string_view text) { copied_ = text; }
    const std::optional<std::string>& copied() const { return copied_; }

    /// Asks for another pass after `delay`, for movement. Without such a wish nothing is drawn
    /// until the next event.
    void again_after(Moment delay);
    std::optional<Moment> again() const { return again_; }

    // ---- for controls ----
    Memory& memory() { return parts_.memory; }
    Type& type() { return parts_.type; }
    Probe* probe() { return parts_.probe; }
    Rect clip() const { return clips_.empty() ? display_ : clips_.back(); }
    const std::string& area() const { return area_; }
    void push_clip(const Rect& r, std::string_view area);
    void pop_clip();
    /// Until `show`, what is drawn is seen nowhere and no finger reaches it, but keys do.
    void hide() { push_clip({}, {}); }
    void show() { pop_clip(); }
    /// Writes back what the next pass must know. Called once, after the screen has drawn.
    void finish();

private:
    Parts parts_;
    Pen pen_;
    Rect display_;
    Moment now_;
    std::optional<Event> event_;
    std::optional<Moment> again_;
    std::optional<std::string> copied_;
    std::vector<Rect> clips_;
    std::string area_;
    Command ordered_{Command::none};
    bool writing_{false};
    bool released_{false};
};

/// "tile_7": the name of one control among equals.
std::string numbered(std::string_view name, long long number);

}  // namespace till::ui
