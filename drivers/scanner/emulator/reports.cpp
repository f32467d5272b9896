#include "drivers/scanner/emulator/reports.hpp"

#include <algorithm>
#include <array>
#include <string>

namespace drivers::scanner::emulator {

namespace {

constexpr std::size_t kBootReport = 8;
constexpr unsigned kLeftControl = 0x01;
constexpr unsigned kLeftShift = 0x02;
constexpr unsigned kLeftAlt = 0x04;
constexpr unsigned kAltGraph = 0x40;
constexpr unsigned kEnter = 0x28;
constexpr unsigned kKeypadOne = 0x59;
constexpr unsigned kKeypadZero = 0x62;

// The point-of-sale report: number, size, symbology, data, whether more follows.
constexpr unsigned kReportNumber = 2;
constexpr std::size_t kDataBytes = 58;
constexpr std::size_t kReportBytes = 1 + 1 + 3 + kDataBytes + 1;

pos::Bytes bytes_of(std::initializer_list<unsigned> values) {
    pos::Bytes bytes;
    for (const unsigned value : values) bytes.push_back(static_cast<std::byte>(value));
    return bytes;
}

pos::Bytes boot_report(unsigned modifiers, unsigned key) {
    pos::Bytes report(kBootReport);
    report[0] = static_cast<std::byte>(modifiers);
    report[2] = static_cast<std::byte>(key);
    return report;
}

/// The characters of UTF-8 that is sound; any other byte stands for itself.
std::u32string characters_of(std::string_view text) {
    std::u32string characters;
    for (std::size_t at = 0; at < text.size();) {
        const auto byte = static_cast<unsigned char>(text[at]);
        const std::size_t size = byte < 0xC0 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4;
        char32_t character = size == 1 ? byte : byte & (0xFFU >> (size + 1));
        for (std::size_t next = 1; next < size && at + next < text.size(); ++next) {
            character = character << 6U | (static_cast<unsigned char>(text[at + next]) & 0x3FU);
        }
        characters += character;
        at += size;
    }
    return characters;
}

class Typist {
public:
    explicit Typist(const KeyLayout& layout) : layout_{layout} {}

    void type(char32_t character) {
        if (character < U' ') return type_control(character);
        const auto stroke = layout_.stroke_for(character);
        if (!stroke) return type_number(character);
        const unsigned modifiers =
            (stroke->shift ? kLeftShift : 0) | (stroke->alt_graph ? kAltGraph : 0);
        press(modifiers, stroke->usage);
        if (!layout_.symbol(*stroke).dead) return;
        const auto blank = layout_.stroke_for(U' ');
        if (blank) press(0, blank->usage);
    }
    void press(unsigned modifiers, unsigned key) {
        reports_.push_back(boot_report(modifiers, key));
        reports_.push_back(boot_report(0, 0));
    }
    std::vector<pos::Bytes> take() { return std::move(reports_); }

private:
    void type_control(char32_t character) {
        const auto stroke = layout_.stroke_for(
            character >= 1 && character <= 26 ? U'a' + character - 1 : U'@' + character);
        if (!stroke) return type_number(character);
        press(kLeftControl | (stroke->shift ? kLeftShift : 0) | (stroke->alt_graph ? kAltGraph : 0),
              stroke->usage);
    }
    void type_number(char32_t character) {
        for (const char figure : std::to_string(static_cast<unsigned>(character))) {
            const unsigned key =
                figure == '0' ? kKeypadZero : kKeypadOne + static_cast<unsigned>(figure - '1');
            reports_.push_back(boot_report(kLeftAlt, key));
            reports_.push_back(boot_report(kLeftAlt, 0));
        }
        reports_.push_back(boot_report(0, 0));
    }

    const KeyLayout& layout_;
    std::vector<pos::Bytes> reports_;
};

}  // namespace

pos::Bytes keyboard_descriptor() {
    return bytes_of({0x05, 0x01, 0x09, 0x06, 0xA1, 0x01,              // keyboard
                     0x05, 0x07, 0x19, 0xE0, 0x29, 0xE7, 0x15, 0x00,  // modifiers
                     0x25, 0x01, 0x75, 0x01, 0x95, 0x08, 0x81, 0x02,  //
                     0x95, 0x01, 0x75, 0x08, 0x81, 0x01,              // a byte of nothing
                     0x95, 0x06, 0x75, 0x08, 0x15, 0x00, 0x25, 0x65,  // six keys
                     0x05, 0x07, 0x19, 0x00, 0x29, 0x65, 0x81, 0x00,  //
                     0xC0});
}

pos::Bytes pos_descriptor() {
    return bytes_of({0x05, 0x8C, 0x09, 0x02,       0xA1, 0x01,           // scanner
                     0x09, 0x12, 0xA1, 0x02,       0x85, kReportNumber,  // scanned data
                     0x15, 0x00, 0x26, 0xFF,       0x00, 0x75,          0x08, 0x95, 0x01,  // bytes
                     0x05, 0x01, 0x09, 0x3B,       0x81, 0x02,  // how many
                     0x95, 0x03, 0x05, 0x8C,       0x09, 0xFB,          0x09, 0xFC, 0x09, 0xFD,
                     0x81, 0x02, 0x95, kDataBytes, 0x09, 0xFE,          0x82, 0x02, 0x01,  // data
                     0x95, 0x01, 0x75, 0x01,       0x09, 0xFF,          0x15, 0x00, 0x25, 0x01,
                     0x81, 0x02, 0x75, 0x07,       0x95, 0x01,          0x81, 0x03, 0xC0, 0xC0});
}

std::vector<pos::Bytes> keyboard_reports(std::string_view code, const KeyLayout& layout) {
    Typist typist{layout};
    for (const char32_t character : characters_of(code)) typist.type(character);
    typist.press(0, kEnter);
    return typist.take();
}

std::vector<pos::Bytes> pos_reports(std::string_view code) {
    std::string_view symbology;
    if (code.starts_with(']') && code.size() > 3) {
        symbology = code.substr(0, 3);
        code.remove_prefix(3);
    }
    std::vector<pos::Bytes> reports;
    do {
        const std::string_view part = code.substr(0, kDataBytes);
        code.remove_prefix(part.size());
        pos::Bytes report(kReportBytes);
        report[0] = std::byte{kReportNumber};
        report[1] = static_cast<std::byte>(part.size());
        std::ranges::copy(pos::as_bytes(symbology), report.begin() + 2);
        std::ranges::copy(pos::as_bytes(part), report.begin() + 5);
        report.back() = static_cast<std::byte>(code.empty() ? 0 : 1);
        reports.push_back(std::move(report));
    } while (!code.empty());
    return reports;
}

}  // namespace drivers::scanner::emulator
