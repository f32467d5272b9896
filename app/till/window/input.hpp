#pragma once

#include <string>
#include <vector>

#include "app/till/window/window.hpp"

struct GLFWwindow;

namespace till::window {

/// Turns what GLFW reports into the till's events. The only place that knows both.
///
/// owns:    the window's callbacks and user pointer while it lives
class Input {
public:
    explicit Input(GLFWwindow* window);
    ~Input();
    Input(const Input&) = delete;
    Input& operator=(const Input&) = delete;

    /// Asks GLFW for what is waiting. `busy_from`: since when nobody has asked.
    void poll(ui::Moment busy_from);
    std::vector<TimedEvent> take();
    /// Paths of files that were dragged here and let go.
    std::vector<std::string> take_dropped();
    bool take_damage();
    bool empty() const { return events_.empty(); }

    void key(int key, int scancode, int action, int modifiers);
    void character(unsigned code_point);
    void button(int button, int action);
    void moved(double x, double y);
    void scrolled(double notches);
    void damaged() { damaged_ = true; }
    void dropped(int count, const char** paths);

private:
    void add(ui::Event event);

    GLFWwindow* window_;
    std::vector<TimedEvent> events_;
    ui::Point at_{};
    bool down_{false};
    bool damaged_{true};
    std::vector<std::string> dropped_;
};

/// Time on GLFW's clock.
ui::Moment glfw_now();

}  // namespace till::window
