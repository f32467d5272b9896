#include "drivers/printer/pictures.hpp"

#include <fstream>
#include <sstream>
#include <string>

#include "drivers/printer/png.hpp"

namespace drivers::printer {

std::optional<Ink> FolderPictures::find(std::string_view name) const {
    if (name.empty() || name.contains('/') || name.contains('\0')) return std::nullopt;
    std::ifstream file{folder_ / (std::string{name} + ".png"), std::ios::binary};
    if (!file) return std::nullopt;
    std::ostringstream content;
    content << file.rdbuf();
    auto ink = read_png(pos::as_bytes(content.view()));
    if (!ink) return std::nullopt;
    return std::move(*ink);
}

}  // namespace drivers::printer
