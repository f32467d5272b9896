#include "app/till/window/window.hpp"

#include <GLFW/glfw3.h>
#include <backends/imgui_impl_opengl3.h>
#include <fmt/format.h>
#include <imgui.h>

#include <optional>
#include <utility>

#include "app/till/window/frame.hpp"
#include "app/till/window/gl_textures.hpp"
#include "app/till/window/input.hpp"

namespace till::window {

namespace {

/// GLFW as long as a window needs it.
class Glfw {
public:
    Glfw() : started_(glfwInit() == GLFW_TRUE) {}
    ~Glfw() {
        if (started_) glfwTerminate();
    }
    Glfw(const Glfw&) = delete;
    Glfw& operator=(const Glfw&) = delete;
    bool started() const { return started_; }

private:
    bool started_;
};

struct DestroyWindow {
    void operator()(GLFWwindow* window) const { glfwDestroyWindow(window); }
};

/// Dear ImGui's renderer; its context holds nothing else of ours.
class Renderer {
public:
    Renderer() {
        ImGui::CreateContext();
        ImGui::GetIO().IniFilename = nullptr;
        ready_ = ImGui_ImplOpenGL3_Init("#version 330") && ImGui_ImplOpenGL3_CreateDeviceObjects();
        ImGui_ImplOpenGL3_DestroyFontsTexture();  // type is ours
    }
    ~Renderer() {
        ImGui_ImplOpenGL3_Shutdown();
        ImGui::DestroyContext();
    }
    Renderer(const Renderer&) = delete;
    Renderer& operator=(const Renderer&) = delete;
    bool ready() const { return ready_; }

private:
    bool ready_{false};
};

std::string last_fault() {
    const char* words = nullptr;
    glfwGetError(&words);
    return words ? words : "no reason given";
}

}  // namespace

struct Window::State {
    // In this order: each needs the ones before it until it is gone.
    Glfw glfw;
    std::unique_ptr<GLFWwindow, DestroyWindow> handle;
    std::unique_ptr<Input> input;
    std::unique_ptr<Renderer> renderer;
    GlTextures textures;
    std::optional<ui::Moment> busy_from;
    std::filesystem::path shot;
    std::string shot_error;

    void size(int& width, int& height) const {
        glfwGetFramebufferSize(handle.get(), &width, &height);
    }
};

std::expected<std::unique_ptr<Window>, std::string> Window::open(const Options& options) {
    auto state = std::make_unique<State>();
    const auto fail = [](std::string_view what, std::string_view advice) {
        return std::unexpected(fmt::format("{} ({}). {}", what, last_fault(), advice));
    };
    constexpr std::string_view kDisplayAdvice =
        "Start the till on a desktop, or set DISPLAY; without a display run it under xvfb-run.";
    if (!state->glfw.started())
        return fail("There is no display to open a window on", kDisplayAdvice);
    glfwWindowHint(GLFW_CONTEXT_VERSION_MAJOR, 3);
    glfwWindowHint(GLFW_CONTEXT_VERSION_MINOR, 3);
    glfwWindowHint(GLFW_OPENGL_PROFILE, GLFW_OPENGL_CORE_PROFILE);
    glfwWindowHint(GLFW_OPENGL_FORWARD_COMPAT, GLFW_TRUE);
    GLFWmonitor* monitor = options.whole_screen ? glfwGetPrimaryMonitor() : nullptr;
    int width = options.width_px;
    int height = options.height_px;
    if (const GLFWvidmode* mode = monitor ? glfwGetVideoMode(monitor) : nullptr) {
        width = mode->width;
        height = mode->height;
    }
    state->handle.reset(glfwCreateWindow(width, height, options.title.c_str(), monitor, nullptr));
    if (!state->handle)
        return fail("The window could not be opened",
                    "OpenGL 3.3 is needed; the package libgl1-mesa-dri draws it in software.");
    glfwMakeContextCurrent(state->handle.get());
    glfwSwapInterval(1);
    state->input = std::make_unique<Input>(state->handle.get());
    state->renderer = std::make_unique<Renderer>();
    if (!state->renderer->ready())
        return fail("The graphics card refused to draw",
                    "OpenGL 3.3 is needed; the package libgl1-mesa-dri draws it in software.");
    return std::unique_ptr<Window>(new Window(std::move(state)));
}

Window::Window(std::unique_ptr<State> state) : state_(std::move(state)) {}
Window::~Window() = default;

GLFWwindow* Window::handle() const {
    return state_->handle.get();
}

ui::TextureSink& Window::textures() {
    return state_->textures;
}
ui::Moment Window::now() const {
    return glfw_now();
}
void Window::wake() {
    glfwPostEmptyEvent();
}
bool Window::wants_to_close() const {
    return glfwWindowShouldClose(state_->handle.get());
}
bool Window::take_damage() {
    return state_->input->take_damage();
}
std::vector<std::string> Window::take_dropped() {
    return state_->input->take_dropped();
}
std::vector<TimedEvent> Window::take_events() {
    return state_->input->take();
}
const std::string& Window::shot_error() const {
    return state_->shot_error;
}

int Window::width_px() const {
    int width = 0;
    int height = 0;
    state_->size(width, height);
    return width;
}

int Window::height_px() const {
    int width = 0;
    int height = 0;
    state_->size(width, height);
    return height;
}

/// Its keys get times of their own: they were not pressed when we asked.
void Window::catch_up() {
    State& s = *state_;
    if (s.busy_from) s.input->poll(*std::exchange(s.busy_from, std::nullopt));
}

void Window::wait(std::optional<ui::Moment> until) {
    State& s = *state_;
    if (s.input->empty()) {
        if (!until) {
            glfwWaitEvents();
        } else if (const ui::Moment left = *until - glfw_now(); left.count() > 0) {
            glfwWaitEventsTimeout(std::chrono::duration<double>(left).count());
        } else {
            glfwPollEvents();
        }
    }
    s.busy_from = glfw_now();
}

void Window::set_clipboard(const std::string& text) {
    glfwSetClipboardString(state_->handle.get(), text.c_str());
}

void Window::present(const ImDrawData& frame, ui::Colour background) {
    State& s = *state_;
    int width = 0;
    int height = 0;
    s.size(width, height);
    draw_frame(frame, background);
    if (!s.shot.empty()) s.shot_error = keep_picture(std::exchange(s.shot, {}), width, height);
    glfwSwapBuffers(s.handle.get());
}

void Window::shoot_next(std::filesystem::path file) {
    state_->shot = std::move(file);
}

}  // namespace till::window
