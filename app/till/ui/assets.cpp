#include "app/till/ui/assets.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <fstream>
#include <iterator>

#include "app/till/ui/embedded.hpp"

namespace till::ui {

namespace {

constexpr std::string_view kMeasures = "themes/measures.json";

/// The names of the embedded files of one folder, without the ending.
std::vector<std::string> names_in(std::string_view folder) {
    constexpr std::string_view kEnding = ".json";
    std::vector<std::string> names;
    for (const EmbeddedFile& file : embedded_files()) {
        if (!file.path.starts_with(folder) || !file.path.ends_with(kEnding)) continue;
        if (file.path == kMeasures) continue;
        std::string_view name = file.path.substr(folder.size());
        name.remove_suffix(kEnding.size());
        names.emplace_back(name);
    }
    std::ranges::sort(names);
    return names;
}

std::unexpected<std::string> unknown(std::string_view what, std::string_view name,
                                     const std::vector<std::string>& known) {
    return std::unexpected(
        fmt::format("There is no {} \"{}\"; there are: {}.", what, name, fmt::join(known, ", ")));
}

}  // namespace

std::vector<std::string> Assets::themes() {
    return names_in("themes/");
}
std::vector<std::string> Assets::languages() {
    return names_in("languages/");
}

std::expected<std::string, std::string> Assets::read(const std::string& path) const {
    if (!folder_.empty()) {
        const std::filesystem::path file = folder_ / path;
        std::error_code error;
        if (std::filesystem::exists(file, error)) {
            std::ifstream in(file, std::ios::binary);
            std::string bytes{std::istreambuf_iterator<char>(in), {}};
            if (!in.good() && !in.eof())
                return std::unexpected(fmt::format("The file {} cannot be read.", file.string()));
            return bytes;
        }
    }
    for (const EmbeddedFile& file : embedded_files())
        if (file.path == path) return std::string(file.bytes);
    return std::unexpected(fmt::format("The file {} is not there.", path));
}

std::expected<Theme, std::string> Assets::theme(std::string_view name) const {
    const std::vector<std::string> known = themes();
    if (std::ranges::find(known, name) == known.end()) return unknown("theme", name, known);
    const auto measures = read(std::string(kMeasures));
    if (!measures) return std::unexpected(measures.error());
    const auto colours = read(fmt::format("themes/{}.json", name));
    if (!colours) return std::unexpected(colours.error());
    return parse_theme(*measures, *colours, name);
}

std::expected<Texts, std::string> Assets::texts(std::string_view language,
                                                const KeyMap& keys) const {
    const std::vector<std::string> known = languages();
    if (std::ranges::find(known, language) == known.end())
        return unknown("language", language, known);
    const auto json = read(fmt::format("languages/{}.json", language));
    if (!json) return std::unexpected(json.error());
    auto texts = Texts::parse(*json, language);
    if (texts) texts->name_keys(keys);
    return texts;
}

}  // namespace till::ui
