#pragma once

#include <span>
#include <string_view>

namespace app::core::invoice {

/// A file of assets/languages/invoice, built into the program.
struct EmbeddedFile {
    std::string_view path;  // "languages/invoice/de.json"
    std::string_view bytes;
};

std::span<const EmbeddedFile> embedded_files();

}  // namespace app::core::invoice
