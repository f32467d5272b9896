#pragma once

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>

namespace till::window {

/// Writes a picture of red, green, blue, unused bytes, top row first.
///
/// errors: the reason in words; empty when the file was written
std::string write_png(const std::filesystem::path& file, int width, int height,
                      std::span<const std::uint8_t> rgbx);

}  // namespace till::window
