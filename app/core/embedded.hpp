#pragma once

#include <span>
#include <string_view>

namespace app::core {

/// A file of assets, built into the program.
struct EmbeddedFile {
    std::string_view path;  // "demo/items.csv"
    std::string_view bytes;
};

std::span<const EmbeddedFile> embedded_files();

}  // namespace app::core
