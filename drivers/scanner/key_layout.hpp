#pragma once

#include <array>
#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace drivers::scanner {

/// What a key types; an accent that is dead waits for the key behind it.
struct KeySymbol {
    char32_t character{0};  // 0: nothing
    bool dead{false};
    bool operator==(const KeySymbol&) const = default;
};

/// A key and what is held down with it.
struct KeyStroke {
    std::uint8_t usage{0};  // of HID page 7
    bool shift{false};
    bool alt_graph{false};
    bool operator==(const KeyStroke&) const = default;
};

/// What the keys of a keyboard type in one country. A scanner that types like a keyboard is set to
/// the layout of the computer it was bought for, and the till must read it by the same.
class KeyLayout {
public:
    /// The layouts that are built in: "us", "de"…, in order of their names.
    static std::vector<std::string> names();
    /// Empty for one that is not built in.
    static std::optional<KeyLayout> named(std::string_view name);
    /// Reads a table as in assets/keyboards; empty where it is none.
    static std::optional<KeyLayout> parse(std::string_view table);

    KeySymbol symbol(const KeyStroke& stroke) const;
    /// The stroke that types a character, not by a dead key where there is another way.
    std::optional<KeyStroke> stroke_for(char32_t character) const;

private:
    KeyLayout() = default;

    static constexpr std::size_t kKeys = 0x68;
    std::array<std::array<KeySymbol, 4>, kKeys> keys_{};  // alone, shift, AltGr, both
};

}  // namespace drivers::scanner
