#pragma once

#include <functional>
#include <memory>
#include <optional>

#include "app/till/ui/frame.hpp"
#include "app/till/ui/key_map.hpp"
#include "app/till/ui/texts.hpp"
#include "app/till/ui/texture.hpp"
#include "app/till/ui/theme.hpp"

struct ImDrawData;

namespace till::ui {

/// Everything a screen is drawn with, apart from the window: theme, texts, type, keys, memory.
///
///     ui.pass(event, now, [&](ui::Frame& frame) { action = sell::draw(frame, model); });
///     if (action) … update …, then ui.pass(std::nullopt, now, …) before the next event
///
/// owns:    its textures in `sink`, which outlives it
/// threads: the drawing thread only
class Ui {
public:
    struct Options {
        float width_px{1280};
        float height_px{800};
        float scale{1};  ///< wanted; lowered where the display is too small for it
        bool mirrored{false};
        bool probe{false};  ///< keep a Probe of what was drawn
    };
    Ui(Theme theme, Texts texts, KeyMap keys, const Options& options, TextureSink& sink);
    ~Ui();
    Ui(const Ui&) = delete;
    Ui& operator=(const Ui&) = delete;

    void set_theme(Theme theme);
    void set_texts(Texts texts);
    void set_size(float width_px, float height_px);
    void set_scale(float wanted);
    void set_keys(KeyMap keys);
    /// Forgets what controls remembered; for a change of screen.
    void forget();

    const Theme& theme() const;
    const Texts& texts() const;
    const KeyMap& keys() const;

    /// Draws once, with at most one event. Ensures: `draw_data()` shows the outcome.
    void pass(const std::optional<Event>& event, Moment now,
              const std::function<void(Frame&)>& draw);

    /// When the screen wants to be drawn without an event, for movement.
    std::optional<Moment> wants_pass_at() const;
    const Probe& probe() const;
    /// What the last pass drew, for the renderer; texture uploads are done. Valid until the next.
    const ImDrawData& draw_data();

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace till::ui
