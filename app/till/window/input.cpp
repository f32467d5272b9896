#include "app/till/window/input.hpp"

#include <GLFW/glfw3.h>

#include <utility>

#include "app/till/ui/wedge.hpp"

namespace till::window {

namespace {

using ui::Key;

Key named_key(int key) {
    if (key >= GLFW_KEY_F1 && key <= GLFW_KEY_F12)
        return static_cast<Key>(static_cast<int>(Key::f1) + key - GLFW_KEY_F1);
    switch (key) {
        case GLFW_KEY_ENTER:
        case GLFW_KEY_KP_ENTER:
            return Key::enter;
        case GLFW_KEY_ESCAPE:
            return Key::escape;
        case GLFW_KEY_TAB:
            return Key::tab;
        case GLFW_KEY_BACKSPACE:
            return Key::backspace;
        case GLFW_KEY_DELETE:
            return Key::del;
        case GLFW_KEY_INSERT:
            return Key::insert;
        case GLFW_KEY_HOME:
            return Key::home;
        case GLFW_KEY_END:
            return Key::end;
        case GLFW_KEY_LEFT:
            return Key::left;
        case GLFW_KEY_RIGHT:
            return Key::right;
        case GLFW_KEY_UP:
            return Key::up;
        case GLFW_KEY_DOWN:
            return Key::down;
        case GLFW_KEY_PAGE_UP:
            return Key::page_up;
        case GLFW_KEY_PAGE_DOWN:
            return Key::page_down;
        default:
            return Key::none;
    }
}

/// The letter that the keyboard's layout has there, for Control with A, C, V, X.
Key lettered_key(int key, int scancode) {
    const char* name = glfwGetKeyName(key, scancode);
    if (!name || name[0] == 0 || name[1] != 0) return Key::none;
    switch (name[0]) {
        case 'a':
            return Key::letter_a;
        case 'c':
            return Key::letter_c;
        case 'v':
            return Key::letter_v;
        case 'x':
            return Key::letter_x;
        default:
            return Key::none;
    }
}

Input& input_of(GLFWwindow* window) {
    return *static_cast<Input*>(glfwGetWindowUserPointer(window));
}

bool is_key(const ui::Event& event) {
    return std::holds_alternative<ui::KeyPressed>(event) ||
           std::holds_alternative<ui::CharTyped>(event);
}

}  // namespace

ui::Moment glfw_now() {
    return std::chrono::duration_cast<ui::Moment>(std::chrono::duration<double>(glfwGetTime()));
}

Input::Input(GLFWwindow* window) : window_(window) {
    glfwSetWindowUserPointer(window, this);
    glfwSetKeyCallback(window, [](GLFWwindow* w, int key, int scancode, int action, int modifiers) {
        input_of(w).key(key, scancode, action, modifiers);
    });
    glfwSetCharCallback(window, [](GLFWwindow* w, unsigned c) { input_of(w).character(c); });
    glfwSetMouseButtonCallback(window, [](GLFWwindow* w, int button, int action, int) {
        input_of(w).button(button, action);
    });
    glfwSetCursorPosCallback(window,
                             [](GLFWwindow* w, double x, double y) { input_of(w).moved(x, y); });
    glfwSetScrollCallback(window, [](GLFWwindow* w, double, double y) { input_of(w).scrolled(y); });
    glfwSetDropCallback(window, [](GLFWwindow* w, int count, const char** paths) {
        input_of(w).dropped(count, paths);
    });
    glfwSetFramebufferSizeCallback(window, [](GLFWwindow* w, int, int) { input_of(w).damaged(); });
    glfwSetWindowRefreshCallback(window, [](GLFWwindow* w) { input_of(w).damaged(); });
}

Input::~Input() {
    glfwSetKeyCallback(window_, nullptr);
    glfwSetCharCallback(window_, nullptr);
    glfwSetMouseButtonCallback(window_, nullptr);
    glfwSetCursorPosCallback(window_, nullptr);
    glfwSetScrollCallback(window_, nullptr);
    glfwSetDropCallback(window_, nullptr);
    glfwSetFramebufferSizeCallback(window_, nullptr);
    glfwSetWindowRefreshCallback(window_, nullptr);
    glfwSetWindowUserPointer(window_, nullptr);
}

void Input::poll(ui::Moment busy_from) {
    const std::size_t before = events_.size();
    glfwPollEvents();
    std::vector<std::size_t> keys;
    for (std::size_t i = before; i < events_.size(); ++i)
        if (is_key(events_[i].event)) keys.push_back(i);
    const std::vector<ui::Moment> times = ui::spread(keys.size(), busy_from, glfw_now());
    for (std::size_t i = 0; i < keys.size(); ++i) events_[keys[i]].at = times[i];
}

std::vector<TimedEvent> Input::take() {
    return std::exchange(events_, {});
}
std::vector<std::string> Input::take_dropped() {
    return std::exchange(dropped_, {});
}
bool Input::take_damage() {
    return std::exchange(damaged_, false);
}
void Input::add(ui::Event event) {
    events_.push_back({std::move(event), glfw_now()});
}

void Input::key(int key, int scancode, int action, int modifiers) {
    if (action == GLFW_RELEASE) return;
    const bool control = (modifiers & GLFW_MOD_CONTROL) != 0;
    const Key known =
        control && named_key(key) == Key::none ? lettered_key(key, scancode) : named_key(key);
    if (known == Key::none) return;
    if (control && known == Key::letter_v) {
        if (const char* text = glfwGetClipboardString(window_)) add(ui::Pasted{text});
        return;
    }
    add(ui::KeyPressed{known, (modifiers & GLFW_MOD_SHIFT) != 0, control, action == GLFW_REPEAT});
}

void Input::character(unsigned code_point) {
    add(ui::CharTyped{code_point});
}

void Input::button(int button, int action) {
    if (button != GLFW_MOUSE_BUTTON_LEFT) return;
    down_ = action == GLFW_PRESS;
    if (down_)
        add(ui::PointerPressed{at_});
    else
        add(ui::PointerReleased{at_});
}

void Input::dropped(int count, const char** paths) {
    for (int i = 0; i < count; ++i) dropped_.emplace_back(paths[i]);
}

/// A finger that is not on the glass changes nothing, and one that moves counts where it is now.
void Input::moved(double x, double y) {
    at_ = {static_cast<float>(x), static_cast<float>(y)};
    if (!down_) return;
    if (!events_.empty() && std::holds_alternative<ui::PointerMoved>(events_.back().event))
        events_.pop_back();
    add(ui::PointerMoved{at_});
}

void Input::scrolled(double notches) {
    add(ui::WheelTurned{at_, static_cast<float>(notches)});
}

}  // namespace till::window
