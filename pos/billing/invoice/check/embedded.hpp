#pragma once

#include <span>
#include <string_view>

namespace pos::billing::invoice::check {

/// A file of assets/einvoice, built into the program.
struct EmbeddedFile {
    std::string_view path;  // "einvoice/codes.txt"
    std::string_view bytes;
};

std::span<const EmbeddedFile> embedded_files();

}  // namespace pos::billing::invoice::check
