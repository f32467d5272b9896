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

class Type;

/// Everything a screen is drawn with, apart from the window: theme, texts, type, keys, memory.
///
///     ui.pass(event, now, [&](ui::Frame& frame) { action = sell::draw(frame, model); });
///     if (action) … update …
///     ui.settle(now, …)      // before the next event, and before the window shows it
///
/// owns:    its textures in `sink`, which outlives it
/// threads: the drawing thread only
class Ui {
public:
    struct Options {
        float width_px{1280};
        float height_px{800};
        float scale{1};        ///< wanted; lowered where the display is too small for it
        bool mirrored{false};  ///< also where the language reads from right to left
        bool large_text{false};
        Hand hand{Hand::usual};
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
    void set_mirrored(bool mirrored);
    void set_large_text(bool large);
    void set_hand(Hand hand);
    /// Forgets what controls remembered; for a change of screen.
    void forget();

    const Theme& theme() const;
    const Texts& texts() const;
    const KeyMap& keys() const;

    /// Draws once, with at most one event.
    void pass(const std::optional<Event>& event, Moment now,
              const std::function<void(Frame&)>& draw);

    /// Draws without an event until nothing more changes at `now`: new focus, rows moved into
    /// sight, room for new glyphs. Ensures: `draw_data()` shows the model as it is.
    void settle(Moment now, const std::function<void(Frame&)>& draw);

    /// When the screen wants to be drawn without an event, for movement.
    std::optional<Moment> wants_pass_at() const;
    /// What the last pass wants on the clipboard.
    const std::optional<std::string>& copied() const;
    const Probe& probe() const;
    Type& type();
    /// What the last pass drew, for the renderer; texture uploads are done. Valid until the next.
    const ImDrawData& draw_data();

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace till::ui
