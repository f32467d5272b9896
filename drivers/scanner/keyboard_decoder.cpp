#include "drivers/scanner/keyboard_decoder.hpp"

#include <algorithm>
#include <utility>

namespace drivers::scanner {

namespace {

// Modifiers of a boot report.
constexpr std::uint8_t kControl = 0x11;
constexpr std::uint8_t kShift = 0x22;
constexpr std::uint8_t kLeftAlt = 0x04;
constexpr std::uint8_t kAltGraph = 0x40;

// Usages of HID page 7.
constexpr std::uint8_t kTooManyKeys = 0x01;
constexpr std::uint8_t kFirstKey = 0x04;
constexpr std::uint8_t kEnter = 0x28;
constexpr std::uint8_t kTab = 0x2B;
constexpr std::uint8_t kLastTyping = 0x38;
constexpr std::uint8_t kKeypadSlash = 0x54;
constexpr std::uint8_t kKeypadEnter = 0x58;
constexpr std::uint8_t kKeypadOne = 0x59;
constexpr std::uint8_t kKeypadPoint = 0x63;
constexpr std::uint8_t kBesideLeftShift = 0x64;

constexpr std::string_view kKeypad = "/*-+";                // from kKeypadSlash on
constexpr std::string_view kKeypadFigures = "1234567890.";  // from kKeypadOne on

constexpr char32_t kUnreadable = 0xFFFD;
constexpr unsigned kNumberedMax = 0xFFFF;

bool types(std::uint8_t usage) {
    return (usage >= kFirstKey && usage <= kLastTyping) || usage == kBesideLeftShift;
}

char32_t keypad(std::uint8_t usage) {
    if (usage >= kKeypadSlash && usage < kKeypadEnter) {
        return static_cast<unsigned char>(kKeypad[usage - kKeypadSlash]);
    }
    if (usage >= kKeypadOne && usage <= kKeypadPoint) {
        return static_cast<unsigned char>(kKeypadFigures[usage - kKeypadOne]);
    }
    return 0;
}

/// Ctrl+A to Ctrl+_ are the characters 1 to 1F, named by what the key types on any layout that has
/// it.
char32_t control_character(char32_t character) {
    if (character >= U'a' && character <= U'z') character -= U'a' - U'A';
    return character >= U'@' && character <= U'_' ? character - U'@' : 0;
}

}  // namespace

void KeyboardDecoder::feed(pos::BytesView report, std::vector<std::string>& codes) {
    if (report.size() < 2 + kKeysInReport) return reset();
    const auto modifiers = std::to_integer<std::uint8_t>(report[0]);
    std::array<std::uint8_t, kKeysInReport> keys{};
    for (std::size_t at = 0; at < keys.size(); ++at) {
        keys[at] = std::to_integer<std::uint8_t>(report[2 + at]);
    }
    if (std::ranges::find(keys, kTooManyKeys) != keys.end()) return;
    const bool alt = (modifiers & kLeftAlt) != 0;
    if (std::exchange(alt_, alt) && !alt) type_numbered();
    const auto before = std::exchange(held_, keys);
    for (const std::uint8_t key : keys) {
        const bool new_key = key >= kFirstKey && std::ranges::find(before, key) == before.end();
        if (new_key) press(key, modifiers, codes);
    }
}

void KeyboardDecoder::press(std::uint8_t usage, std::uint8_t modifiers,
                            std::vector<std::string>& codes) {
    if (usage == kEnter || usage == kTab || usage == kKeypadEnter) return end(codes);
    const bool figure = usage >= kKeypadOne && usage < kKeypadPoint;
    if ((modifiers & kLeftAlt) != 0 && figure) {
        numbered_ = std::min(numbered_ * 10 + static_cast<unsigned>(keypad(usage) - U'0') % 10,
                             kNumberedMax);
        has_number_ = true;
        return;
    }
    if (const char32_t character = keypad(usage); character != 0) {
        return type({character, false});
    }
    if (!types(usage)) return;
    const KeyStroke stroke{usage, (modifiers & kShift) != 0, (modifiers & kAltGraph) != 0};
    const KeySymbol symbol = layout_.symbol(stroke);
    if ((modifiers & kControl) != 0) {
        const char32_t control = control_character(symbol.character);
        return type({control != 0 ? control : kUnreadable, false});
    }
    // A key that the layout leaves empty was still meant to say something.
    type(symbol.character != 0 ? symbol : KeySymbol{kUnreadable, false});
}

void KeyboardDecoder::type(KeySymbol symbol) {
    const char32_t accent = std::exchange(dead_, 0);
    if (accent != 0) {
        code_.add(accent);
        if (symbol.character == U' ' && !symbol.dead) return;  // a blank only frees the accent
    }
    if (symbol.dead) {
        dead_ = symbol.character;
    } else {
        code_.add(symbol.character);
    }
}

void KeyboardDecoder::type_numbered() {
    if (std::exchange(has_number_, false)) type({static_cast<char32_t>(numbered_), false});
    numbered_ = 0;
}

void KeyboardDecoder::end(std::vector<std::string>& codes) {
    if (const char32_t accent = std::exchange(dead_, 0); accent != 0) code_.add(accent);
    if (auto code = code_.end()) codes.push_back(std::move(*code));
}

void KeyboardDecoder::pause(std::vector<std::string>& codes) {
    if (code_.ends_by() == End::pause) end(codes);
}

void KeyboardDecoder::reset() {
    code_.drop();
    held_ = {};
    dead_ = 0;
    alt_ = has_number_ = false;
    numbered_ = 0;
}

}  // namespace drivers::scanner
