#include "app/core/written_lines.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "pos/locale/clean.hpp"

namespace app::core {

Outcome<std::string> written_line(const std::string& said) {
    std::string line = pos::locale::clean_name(said);
    if (line.size() > kLineBytesMax) {
        return misuse(Why::text_too_long, std::string{pos::locale::cut_utf8(line, 30)},
                      fmt::format("A line has at most {} bytes: {}…", kLineBytesMax,
                                  pos::locale::cut_utf8(line, 30)));
    }
    return line;
}

Outcome<std::vector<std::string>> written_lines(const std::vector<std::string>& said) {
    if (said.size() > kLinesMax)
        return misuse(Why::too_many_lines, std::to_string(kLinesMax),
                      fmt::format("At most {} lines.", kLinesMax));
    std::vector<std::string> lines;
    for (const std::string& each : said) {
        auto line = written_line(each);
        if (!line) return std::unexpected{line.error()};
        lines.push_back(std::move(*line));
    }
    return lines;
}

Outcome<void> check_words(std::span<const std::string> words) {
    const auto broken = std::ranges::find_if_not(words, pos::locale::valid_utf8);
    if (broken == words.end()) return {};
    constexpr std::size_t kShown = 60;
    const std::string shown = pos::locale::clean_name(*broken);
    return misuse(Why::unclean_text, shown,
                  fmt::format("{} is no text in UTF-8, so it would not be shown as it was meant. "
                              "Set the terminal to UTF-8, or give the file another name.",
                              pos::locale::cut_utf8(shown, kShown)));
}

}  // namespace app::core
