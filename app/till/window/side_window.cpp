#include "app/till/window/side_window.hpp"

#include <GLFW/glfw3.h>
#include <fmt/format.h>

#include <algorithm>
#include <span>
#include <utility>

#include "app/till/window/frame.hpp"

namespace till::window {

namespace {

struct DestroyWindow {
    void operator()(GLFWwindow* window) const { glfwDestroyWindow(window); }
};

/// A monitor that does not show the till itself; null when there is only one.
GLFWmonitor* second_monitor() {
    int count = 0;
    GLFWmonitor** first = glfwGetMonitors(&count);
    const std::span monitors(first, static_cast<std::size_t>(std::max(count, 0)));
    const auto at = std::ranges::find_if(
        monitors, [](GLFWmonitor* monitor) { return monitor != glfwGetPrimaryMonitor(); });
    return at == monitors.end() ? nullptr : *at;
}

/// Makes a context current and the one before it again at the end.
class CurrentContext {
public:
    explicit CurrentContext(GLFWwindow* window) : before_(glfwGetCurrentContext()) {
        glfwMakeContextCurrent(window);
    }
    ~CurrentContext() { glfwMakeContextCurrent(before_); }
    CurrentContext(const CurrentContext&) = delete;
    CurrentContext& operator=(const CurrentContext&) = delete;

private:
    GLFWwindow* before_;
};

}  // namespace

struct SideWindow::State {
    std::unique_ptr<GLFWwindow, DestroyWindow> handle;
    bool damaged{true};
    std::filesystem::path shot;
    std::string shot_error;

    void watch() {
        glfwSetWindowUserPointer(handle.get(), this);
        glfwSetFramebufferSizeCallback(handle.get(),
                                       [](GLFWwindow* window, int, int) { damage(window); });
        glfwSetWindowRefreshCallback(handle.get(), [](GLFWwindow* window) { damage(window); });
        // It ends with the till, not on its own.
        glfwSetWindowCloseCallback(
            handle.get(), [](GLFWwindow* window) { glfwSetWindowShouldClose(window, GLFW_FALSE); });
    }
    static void damage(GLFWwindow* window) {
        static_cast<State*>(glfwGetWindowUserPointer(window))->damaged = true;
    }
};

std::expected<std::unique_ptr<SideWindow>, std::string> SideWindow::open(Window& main,
                                                                         const Options& options) {
    GLFWmonitor* monitor = options.whole_screen ? second_monitor() : nullptr;
    const GLFWvidmode* mode = monitor ? glfwGetVideoMode(monitor) : nullptr;
    glfwDefaultWindowHints();
    glfwWindowHint(GLFW_CONTEXT_VERSION_MAJOR, 3);
    glfwWindowHint(GLFW_CONTEXT_VERSION_MINOR, 3);
    glfwWindowHint(GLFW_OPENGL_PROFILE, GLFW_OPENGL_CORE_PROFILE);
    glfwWindowHint(GLFW_OPENGL_FORWARD_COMPAT, GLFW_TRUE);
    glfwWindowHint(GLFW_FOCUSED, GLFW_FALSE);
    glfwWindowHint(GLFW_FOCUS_ON_SHOW, GLFW_FALSE);
    glfwWindowHint(GLFW_DECORATED, mode ? GLFW_FALSE : GLFW_TRUE);
    glfwWindowHint(GLFW_VISIBLE, GLFW_FALSE);
    auto state = std::make_unique<State>();
    state->handle.reset(glfwCreateWindow(mode ? mode->width : options.width_px,
                                         mode ? mode->height : options.height_px,
                                         options.title.c_str(), nullptr, main.handle()));
    if (!state->handle)
        return std::unexpected(
            std::string("The customer's window could not be opened. Start the till without "
                        "`--display window`, or on a desktop that allows a second window."));
    if (mode) {
        int left = 0;
        int top = 0;
        glfwGetMonitorPos(monitor, &left, &top);
        glfwSetWindowPos(state->handle.get(), left, top);
    }
    glfwShowWindow(state->handle.get());
    state->watch();
    {
        const CurrentContext current(state->handle.get());
        glfwSwapInterval(0);  // the till's own frames must not wait for the other monitor
    }
    return std::unique_ptr<SideWindow>(new SideWindow(std::move(state)));
}

bool SideWindow::has_second_screen() {
    return second_monitor() != nullptr;
}

SideWindow::SideWindow(std::unique_ptr<State> state) : state_(std::move(state)) {}
SideWindow::~SideWindow() = default;

int SideWindow::width_px() const {
    int width = 0;
    int height = 0;
    glfwGetFramebufferSize(state_->handle.get(), &width, &height);
    return width;
}

int SideWindow::height_px() const {
    int width = 0;
    int height = 0;
    glfwGetFramebufferSize(state_->handle.get(), &width, &height);
    return height;
}

bool SideWindow::take_damage() {
    return std::exchange(state_->damaged, false);
}

void SideWindow::shoot_next(std::filesystem::path file) {
    state_->shot = std::move(file);
}

const std::string& SideWindow::shot_error() const {
    return state_->shot_error;
}

void SideWindow::present(const ImDrawData& frame, ui::Colour background) {
    State& s = *state_;
    const CurrentContext current(s.handle.get());
    draw_frame(frame, background);
    if (!s.shot.empty())
        s.shot_error = keep_picture(std::exchange(s.shot, {}), width_px(), height_px());
    glfwSwapBuffers(s.handle.get());
}

}  // namespace till::window
