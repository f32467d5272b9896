#pragma once

#include <map>
#include <string>
#include <variant>
#include <vector>

#include "pos/base/bytes.hpp"

namespace test {

/// One line that the printer sets in its own font.
struct PaperText {
    std::string text;  // UTF-8
    bool bold{false};
    bool small{false};
    bool centred{false};
    unsigned width{1};
    unsigned height{1};
    bool operator==(const PaperText&) const = default;
};

/// Dots, true is black, row by row.
struct PaperPicture {
    unsigned width{0};
    unsigned height{0};
    std::vector<bool> dots;
    bool operator==(const PaperPicture&) const = default;
};

struct PaperBarcode {
    std::string text;
    unsigned module_dots{0};
    unsigned height{0};
    bool centred{false};
    bool operator==(const PaperBarcode&) const = default;
};

struct PaperQr {
    std::string text;
    unsigned module_dots{0};
    bool centred{false};
    bool operator==(const PaperQr&) const = default;
};

struct PaperFeed {
    unsigned lines{0};
    bool operator==(const PaperFeed&) const = default;
};

struct PaperCut {
    bool full{false};
    bool operator==(const PaperCut&) const = default;
};

using PaperItem = std::variant<PaperText, PaperPicture, PaperBarcode, PaperQr, PaperFeed, PaperCut>;

/// What stands on the paper after a printer was sent some bytes.
struct EscposPaper {
    std::vector<PaperItem> items;
    /// What no receipt should contain: unknown or cut-off commands, bytes that mean nothing, and
    /// settings sent although they were in force. Each with its offset.
    std::vector<std::string> faults;
};

/// ESC t number → the C library's name of that character set.
using CodePageNames = std::map<unsigned, std::string>;

/// Reads what our encoder writes: text in its styles, dots, codes, cuts. Written from the printer's
/// side and with the C library's converters, so that it shares no mistake with the encoder.
EscposPaper read_escpos(pos::BytesView bytes, const CodePageNames& pages);

/// The paper for a person to read, a line for each item: "b 2x2 |TOTAL      5.68".
std::string describe(const EscposPaper& paper);

}  // namespace test
