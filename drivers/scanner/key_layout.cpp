#include "drivers/scanner/key_layout.hpp"

#include <algorithm>
#include <charconv>

#include "drivers/scanner/embedded.hpp"

namespace drivers::scanner {

namespace {

constexpr std::string_view kFolder = "keyboards/";
constexpr std::string_view kEnding = ".tsv";
constexpr std::size_t kLevels = 4;

std::string_view take(std::string_view& text, char end) {
    const std::string_view cell = text.substr(0, text.find(end));
    text.remove_prefix(std::min(cell.size() + 1, text.size()));
    return cell;
}

/// One character of UTF-8 up to three bytes, which is all that keys type; 0 for anything else.
char32_t character_of(std::string_view text) {
    const auto byte = [&](std::size_t at) { return static_cast<unsigned char>(text[at]); };
    if (text.size() == 1 && byte(0) < 0x80) return byte(0);
    if (text.size() == 2 && (byte(0) & 0xE0U) == 0xC0) {
        return static_cast<char32_t>((byte(0) & 0x1FU) << 6U | (byte(1) & 0x3FU));
    }
    if (text.size() == 3 && (byte(0) & 0xF0U) == 0xE0) {
        return static_cast<char32_t>((byte(0) & 0x0FU) << 12U | (byte(1) & 0x3FU) << 6U |
                                     (byte(2) & 0x3FU));
    }
    return 0;
}

std::optional<KeySymbol> symbol_of(std::string_view word) {
    if (word == "-") return KeySymbol{};
    if (word == "blank") return KeySymbol{U' ', false};
    if (word == "minus") return KeySymbol{U'-', false};
    const bool dead = word.starts_with("dead");
    if (dead) word.remove_prefix(4);
    const char32_t character = character_of(word);
    if (character == 0) return std::nullopt;
    return KeySymbol{character, dead};
}

std::size_t level_of(const KeyStroke& stroke) {
    return (stroke.shift ? 1U : 0U) + (stroke.alt_graph ? 2U : 0U);
}

std::string_view name_of(const EmbeddedFile& file) {
    std::string_view name = file.path;
    name.remove_prefix(kFolder.size());
    name.remove_suffix(kEnding.size());
    return name;
}

}  // namespace

std::vector<std::string> KeyLayout::names() {
    std::vector<std::string> names;
    for (const EmbeddedFile& file : embedded_files()) names.emplace_back(name_of(file));
    std::ranges::sort(names);
    return names;
}

std::optional<KeyLayout> KeyLayout::named(std::string_view name) {
    const auto files = embedded_files();
    const auto file = std::ranges::find(files, name, name_of);
    return file == files.end() ? std::nullopt : parse(file->bytes);
}

std::optional<KeyLayout> KeyLayout::parse(std::string_view table) {
    KeyLayout layout;
    while (!table.empty()) {
        std::string_view line = take(table, '\n');
        if (line.empty() || line.starts_with("# ")) continue;
        const std::string_view key = take(line, '\t');
        std::size_t usage = 0;
        const auto [end, error] = std::from_chars(key.data(), key.data() + key.size(), usage, 16);
        if (error != std::errc{} || end != key.data() + key.size() || usage >= kKeys) {
            return std::nullopt;
        }
        for (std::size_t level = 0; level < kLevels; ++level) {
            const auto symbol = symbol_of(take(line, '\t'));
            if (!symbol) return std::nullopt;
            layout.keys_[usage][level] = *symbol;
        }
    }
    return layout;
}

KeySymbol KeyLayout::symbol(const KeyStroke& stroke) const {
    return stroke.usage < kKeys ? keys_[stroke.usage][level_of(stroke)] : KeySymbol{};
}

std::optional<KeyStroke> KeyLayout::stroke_for(char32_t character) const {
    std::optional<KeyStroke> by_dead_key;
    for (std::size_t level = 0; level < kLevels; ++level) {
        for (std::size_t usage = 0; usage < kKeys; ++usage) {
            const KeySymbol& symbol = keys_[usage][level];
            if (symbol.character != character) continue;
            const KeyStroke stroke{static_cast<std::uint8_t>(usage), (level & 1U) != 0,
                                   (level & 2U) != 0};
            if (!symbol.dead) return stroke;
            if (!by_dead_key) by_dead_key = stroke;
        }
    }
    return by_dead_key;
}

}  // namespace drivers::scanner
