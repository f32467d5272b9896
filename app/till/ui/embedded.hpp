#pragma once

#include <span>
#include <string_view>

namespace till::ui {

/// A file of `assets/`, built into the program.
struct EmbeddedFile {
    std::string_view path;  ///< "themes/light.json"
    std::string_view bytes;
};

std::span<const EmbeddedFile> embedded_files();

}  // namespace till::ui
