#include "app/core/label_presets.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include "app/core/embedded.hpp"
#include "pos/base/assert.hpp"

namespace app::core {

namespace {

constexpr std::string_view kAnywhere = "*";

struct Line {
    std::string_view country;
    std::string_view sort;  // "label", "route"
    std::string_view rule;
};

std::string_view take(std::string_view& text, char end) {
    const std::string_view cell = text.substr(0, text.find(end));
    text.remove_prefix(std::min(cell.size() + 1, text.size()));
    return cell;
}

std::vector<Line> preset_lines() {
    const auto files = embedded_files();
    const auto file =
        std::ranges::find(files, std::string_view{"labels/presets.tsv"}, &EmbeddedFile::path);
    POS_ASSERT(file != files.end());
    std::vector<Line> lines;
    std::string_view text = file->bytes;
    while (!text.empty()) {
        std::string_view line = take(text, '\n');
        if (line.empty() || line.starts_with('#')) continue;
        const std::string_view country = take(line, '\t');
        const std::string_view sort = take(line, '\t');
        lines.push_back({country, sort, line});
    }
    return lines;
}

}  // namespace

bool is_country(std::string_view text) {
    return text.size() == 2 &&
           std::ranges::all_of(text, [](char c) { return c >= 'A' && c <= 'Z'; });
}

void set_labels(ShopSettings& settings, std::string_view country) {
    const auto lines = preset_lines();
    const bool known = std::ranges::find(lines, country, &Line::country) != lines.end();
    settings.embedded_rules.clear();
    std::erase_if(settings.code_routes,
                  [](const std::string& route) { return !route.ends_with(" receipt"); });
    for (const Line& line : lines) {
        if (line.sort == "route" && (line.country == kAnywhere || line.country == country)) {
            settings.code_routes.emplace_back(line.rule);
        }
        if (line.sort == "label" && line.country == (known ? country : kAnywhere)) {
            settings.embedded_rules.emplace_back(line.rule);
        }
    }
}

}  // namespace app::core
