#include <X11/Xlib.h>

#include <memory>

#include "app/till/window/window.hpp"

namespace till::window {

namespace {

struct CloseDisplay {
    void operator()(Display* display) const { XCloseDisplay(display); }
};

}  // namespace

void Window::bell(bool refused) {
    // A connection of its own: GLFW's needs headers of extensions that nothing else here uses.
    static const std::unique_ptr<Display, CloseDisplay> kDisplay{XOpenDisplay(nullptr)};
    if (!kDisplay) return;
    XKeyboardControl sound{};
    sound.bell_percent = 50;
    sound.bell_pitch = refused ? 220 : 1'800;
    sound.bell_duration = refused ? 350 : 60;
    XChangeKeyboardControl(kDisplay.get(), KBBellPercent | KBBellPitch | KBBellDuration, &sound);
    XBell(kDisplay.get(), 0);
    XFlush(kDisplay.get());
}

}  // namespace till::window
