#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <variant>
#include <vector>

namespace pos::document {

/// The direction a document reads in. Blocks say start and end, never left and right.
enum class Direction : std::uint8_t { ltr, rtl };

enum class Align : std::uint8_t { start, centre, end };

/// How a line stands out. A device does what it can and never drops the words.
struct Style {
    bool bold{false};
    bool double_height{false};
    bool double_width{false};
    bool muted{false};  // smaller or lighter: what few people read
    bool operator==(const Style&) const = default;
};

inline constexpr Style kPlain{};
inline constexpr Style kBold{.bold = true};
inline constexpr Style kMuted{.muted = true};
inline constexpr Style kLarge{.bold = true, .double_height = true, .double_width = true};
inline constexpr Style kTall{.bold = true, .double_height = true};

// Texts are UTF-8 in any script, in logical order. A device replaces what is not valid UTF-8 by
// U+FFFD, and takes each text as one paragraph: it wraps where there is no room left.

struct Text {
    std::string text;
    Align align{Align::start};
    Style style{};
    bool operator==(const Text&) const = default;
};

/// Two columns: `start` wraps; `end` stays whole, on the last line of `start` or beneath it.
/// `indent` is in columns of the plain font. Ends that are amounts stand under one another, last
/// digit under last digit, in either direction.
struct Row {
    std::string start;
    std::string end;
    Style style{};
    unsigned indent{0};
    bool amount{false};
    bool operator==(const Row&) const = default;
};

/// Rows of four columns: the first aligned to the start, the others (amounts) to the end. Columns
/// are as wide as their widest cell; a table too wide for the paper spreads each row over lines.
struct Table {
    using Cells = std::array<std::string, 4>;
    Cells head{};  // all empty: no head
    std::vector<Cells> rows;
    Style style{};
    bool operator==(const Table&) const = default;
};

/// A line across the paper.
struct Rule {
    bool operator==(const Rule&) const = default;
};

/// Room as high as a line of text.
struct Blank {
    bool operator==(const Blank&) const = default;
};

/// Code 128, with the text beneath for people.
///
/// requires: 1 to 80 printable ASCII characters
struct Barcode {
    std::string text;
    bool operator==(const Barcode&) const = default;
};

/// requires: 1 to 1,000 bytes
struct QrCode {
    std::string text;
    bool operator==(const QrCode&) const = default;
};

/// A picture that the device finds by name (a shop's logo); `words` stand in where it cannot.
struct Picture {
    std::string name;
    std::string words;
    bool operator==(const Picture&) const = default;
};

/// Cuts the paper where there is a cutter.
struct Cut {
    bool operator==(const Cut&) const = default;
};

using Block = std::variant<Text, Row, Table, Rule, Blank, Barcode, QrCode, Picture, Cut>;

/// What a receipt, a report or a slip says, independent of any device.
struct Document {
    Direction direction{Direction::ltr};
    std::string language{"en"};  // BCP 47: chooses between national forms of shared characters
    std::vector<Block> blocks;
    bool operator==(const Document&) const = default;
};

}  // namespace pos::document
