#pragma once

#include <span>
#include <string_view>

namespace drivers::scanner {

/// A file of assets/keyboards, built into the program.
struct EmbeddedFile {
    std::string_view path;  // "keyboards/de.tsv"
    std::string_view bytes;
};

std::span<const EmbeddedFile> embedded_files();

}  // namespace drivers::scanner
