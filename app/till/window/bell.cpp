#define GLFW_INCLUDE_NONE
#define GLFW_EXPOSE_NATIVE_X11
#include <GLFW/glfw3.h>
#include <GLFW/glfw3native.h>
#include <X11/Xlib.h>

#include "app/till/window/window.hpp"

namespace till::window {

void Window::bell(bool refused) {
    Display* display = glfwGetX11Display();
    if (display == nullptr) return;
    XKeyboardControl sound{};
    sound.bell_percent = 50;
    sound.bell_pitch = refused ? 220 : 1'800;
    sound.bell_duration = refused ? 350 : 60;
    XChangeKeyboardControl(display, KBBellPercent | KBBellPitch | KBBellDuration, &sound);
    XBell(display, 0);
    XFlush(display);
}

}  // namespace till::window
