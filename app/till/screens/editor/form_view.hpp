#pragma once

#include <optional>
#include <string>

#include "app/till/screens/editor/editor.hpp"
#include "app/till/ui/widgets.hpp"

// A form and its parts, for every screen that has one.
namespace till::editor {

/// A title that may be somebody's name, however long; takes its room from `rest`.
void draw_heading(ui::Frame& frame, const std::string& words, ui::Rect& rest);
/// A sentence below it, or nothing.
void draw_about(ui::Frame& frame, const std::string& words, ui::Rect& rest);

/// The choices of the entry that is picked for, in place of the form.
///
/// requires: form.picking
std::optional<Action> draw_choices(ui::Frame& frame, const Form& form, ui::Rect rest);

/// The keyboard on the glass, at the bottom of `rest`, where a finger chose what is written in.
std::optional<Action> draw_keyboard(ui::Frame& frame, const Form& form, ui::Rect& rest);

/// The entries in two columns, and the keys that move through them.
std::optional<Action> draw_entries(ui::Frame& frame, const Form& form, const ui::Rect& place);

}  // namespace till::editor
