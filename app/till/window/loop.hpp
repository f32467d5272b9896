#pragma once

#include <functional>
#include <optional>
#include <string>

#include "app/till/ui/ui.hpp"
#include "app/till/ui/wedge.hpp"
#include "app/till/window/frame_times.hpp"
#include "app/till/window/window.hpp"

namespace till::window {

/// What runs in the window. All calls come from the loop's thread.
class Program {
public:
    virtual ~Program() = default;

    /// Draws the screen and keeps the action that it answers with, if any.
    virtual void draw(ui::Frame& frame) = 0;
    /// Carries out what `draw` kept. Returns whether anything may look different now.
    virtual bool act() = 0;
    /// A scanner that types like a keyboard read this.
    virtual void scanned(std::string text) = 0;
    /// A file was dragged over the window and let go; its path.
    virtual void dropped(std::string) {}
    /// Takes in what other threads and the clock report. Returns whether anything may look
    /// different. Called after each waking; other threads call `Window::wake` when they have
    /// something.
    virtual bool take_in() = 0;
    /// When to be woken for `take_in` though nothing happens (the minute on the clock); without a
    /// value never.
    virtual std::optional<ui::Moment> wake_at(ui::Moment now) = 0;
    virtual bool done() const = 0;
    /// A frame was shown, and took this long.
    virtual void shown(const FrameTimes&) {}
};

/// Waits, hands on what happened and draws, only when something changed: a till that nobody touches
/// draws nothing and uses no processor.
class Loop {
public:
    Loop(Window& window, ui::Ui& ui, ui::Wedge wedge, Program& program);

    /// Runs until the program is done or the window is closed.
    void run();
    /// One round of it: waits no longer than `until` at most.
    void turn(std::optional<ui::Moment> until);

    /// Whether all fonts that may be needed are there. Until then an idle till makes them ready, a
    /// quarter of a second's work in all.
    bool is_ready() const { return is_ready_; }

    /// Draws in the next turn though nothing changed.
    void redraw() { dirty_ = true; }

private:
    std::optional<ui::Moment> wake_at(std::optional<ui::Moment> until);
    void hand_on(const ui::KeyDecision& decision);
    void pass(const ui::Event& event);
    void take_in();
    void get_ready();

    Window& window_;
    ui::Ui& ui_;
    ui::Wedge wedge_;
    Program& program_;
    bool dirty_{true};
    bool is_ready_{false};   // all fonts are
    ui::Moment ready_at_{};  // go on making them ready
};

}  // namespace till::window
