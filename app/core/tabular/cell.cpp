#include "app/core/tabular/cell.hpp"

namespace app::core::tabular {

std::string text_cell(std::string_view text) {
    constexpr std::string_view kFormulas = "=+-@\t\r";
    const bool formula = !text.empty() && kFormulas.find(text.front()) != std::string_view::npos;
    return plain_cell(formula ? "'" + std::string{text} : std::string{text});
}

std::string plain_cell(std::string_view text) {
    if (text.find_first_of("\",\r\n") == std::string_view::npos) return std::string{text};
    std::string quoted{'"'};
    for (const char c : text) {
        if (c == '"') quoted += '"';
        quoted += c;
    }
    return quoted + '"';
}

}  // namespace app::core::tabular
