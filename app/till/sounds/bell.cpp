#include <X11/Xlib.h>

#include <memory>

#include "app/till/sounds/speaker.hpp"

namespace till::sounds {

namespace {

struct CloseDisplay {
    void operator()(Display* display) const { XCloseDisplay(display); }
};

}  // namespace

// A connection of its own, made by the thread that rings: the window's belongs to another.
Speaker bell() {
    return [display = std::shared_ptr<Display>{}](Cue cue) mutable {
        if (!display) {
            Display* const opened = XOpenDisplay(nullptr);
            if (opened == nullptr) return false;
            display = {opened, CloseDisplay{}};
        }
        // One tone is all it has: of the last, which is also the longest.
        const Tone& tone = tones_of(cue).back();
        XKeyboardControl sound{};
        sound.bell_percent = 50;
        sound.bell_pitch = static_cast<int>(tone.hertz);
        sound.bell_duration = tone.milliseconds;
        XChangeKeyboardControl(display.get(), KBBellPercent | KBBellPitch | KBBellDuration, &sound);
        XBell(display.get(), 0);
        XFlush(display.get());
        return true;
    };
}

Speaker usual_speaker() {
    return [card = sound_card(), ring = bell()](Cue cue) { return card(cue) || ring(cue); };
}

}  // namespace till::sounds
