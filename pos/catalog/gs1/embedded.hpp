#pragma once

#include <span>
#include <string_view>

namespace pos::catalog::gs1 {

/// A file of assets/gs1, built into the program.
struct EmbeddedFile {
    std::string_view path;  // "gs1/identifiers.tsv"
    std::string_view bytes;
};

std::span<const EmbeddedFile> embedded_files();

/// requires: the file exists
std::string_view embedded_file(std::string_view path);

}  // namespace pos::catalog::gs1
