#pragma once

#include <span>
#include <string_view>

namespace app::office::web {

/// A file of assets, built into the program.
struct EmbeddedFile {
    std::string_view path;  // "web/overview.mustache"
    std::string_view bytes;
};

std::span<const EmbeddedFile> embedded_files();

}  // namespace app::office::web
