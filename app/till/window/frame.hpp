#pragma once

#include <filesystem>
#include <string>

#include "app/till/ui/theme.hpp"

struct ImDrawData;

namespace till::window {

/// Draws one frame into the OpenGL context that is current.
void draw_frame(const ImDrawData& frame, ui::Colour background);

/// Writes what is drawn in the current context into a PNG file; call it before the buffers are
/// swapped: afterwards the front buffer need not hold the picture.
///
/// returns: why it could not be written; empty when it was
std::string keep_picture(const std::filesystem::path& file, int width, int height);

}  // namespace till::window
