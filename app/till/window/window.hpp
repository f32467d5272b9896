#pragma once

#include <expected>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "app/till/ui/event.hpp"
#include "app/till/ui/texture.hpp"
#include "app/till/ui/theme.hpp"

struct GLFWwindow;
struct ImDrawData;

namespace till::window {

/// What happened at the window and when.
struct TimedEvent {
    ui::Event event;
    ui::Moment at{0};
};

/// The till's one window: GLFW and OpenGL 3.3, drawn to by Dear ImGui's renderer.
///
/// owns:    the window, its OpenGL context and all textures made through `textures()`
/// threads: the main thread only, but for `wake`
class Window {
public:
    struct Options {
        int width_px{1280};
        int height_px{800};
        std::string title{"Counterfoil"};
        bool whole_screen{false};
    };

    /// errors: one sentence that says what is missing and what to do
    static std::expected<std::unique_ptr<Window>, std::string> open(const Options& options);
    ~Window();
    Window(const Window&) = delete;
    Window& operator=(const Window&) = delete;

    ui::TextureSink& textures();
    ui::Moment now() const;

    /// Takes in what came while we were busy. It uses up a `wake` of that time: whoever waits next
    /// looks first for what it was about.
    void catch_up();
    /// Sleeps until something happens, `wake` is called or `until` has come; without `until` for as
    /// long as it takes. Then `take_events` has what happened.
    void wait(std::optional<ui::Moment> until);
    /// Takes what has happened. Keys found after a time of drawing get times spread over it.
    std::vector<TimedEvent> take_events();
    /// Ends `wait` from any thread.
    static void wake();

    bool wants_to_close() const;
    int width_px() const;
    int height_px() const;
    /// Whether the size changed or the display lost what was drawn; asked once.
    bool take_damage();
    /// Paths of files that were dragged over the window and let go.
    std::vector<std::string> take_dropped();

    void set_clipboard(const std::string& text);
    /// Draws and shows one frame.
    void present(const ImDrawData& frame, ui::Colour background);
    /// Writes the next frame that is presented into a PNG file.
    void shoot_next(std::filesystem::path file);
    /// Why the last picture could not be written; empty when it was.
    const std::string& shot_error() const;

private:
    friend class SideWindow;
    struct State;
    explicit Window(std::unique_ptr<State> state);
    GLFWwindow* handle() const;
    std::unique_ptr<State> state_;
};

}  // namespace till::window
