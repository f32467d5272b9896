#pragma once

#include <expected>
#include <filesystem>
#include <memory>
#include <string>

#include "app/till/window/window.hpp"

namespace till::window {

/// A second window that only shows: what the customer sees. It never has the keyboard.
///
/// Shares the first window's textures and renderer; draw data is made with a Ui of its own over
/// `Window::textures()`.
///
/// owns:    the window and its OpenGL context
/// threads: the main thread only
class SideWindow {
public:
    struct Options {
        int width_px{1024};
        int height_px{768};
        std::string title{"Counterfoil"};
        /// Fill the second monitor where there is one.
        bool whole_screen{true};
    };
    /// `main` outlives it.
    ///
    /// errors: one sentence that says what is missing and what to do
    static std::expected<std::unique_ptr<SideWindow>, std::string> open(Window& main,
                                                                        const Options& options);
    /// Whether there is a monitor that does not show the till itself.
    static bool has_second_screen();
    ~SideWindow();
    SideWindow(const SideWindow&) = delete;
    SideWindow& operator=(const SideWindow&) = delete;

    int width_px() const;
    int height_px() const;
    /// Whether the size changed or the display lost what was drawn; asked once.
    bool take_damage();
    /// Draws and shows one frame.
    void present(const ImDrawData& frame, ui::Colour background);
    /// Writes the next frame that is presented into a PNG file.
    void shoot_next(std::filesystem::path file);
    /// Why the last picture could not be written; empty when it was.
    const std::string& shot_error() const;

private:
    struct State;
    explicit SideWindow(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

}  // namespace till::window
