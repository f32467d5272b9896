#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <variant>
#include <vector>

#include "drivers/printer/paper/bits.hpp"
#include "pos/base/bytes.hpp"

namespace drivers::printer::paper {

/// Clockwise, of what stands on the paper.
enum class Turn : std::uint8_t { none, quarter, half, three_quarters };

/// The upright rectangle that something fills after its turn. Dots from the top left corner of
/// the strip that the head can print.
struct Place {
    int x{0};
    int y{0};
    unsigned width{0};
    unsigned height{0};
    Turn turn{Turn::none};
    bool operator==(const Place&) const = default;
};

struct LetterStyle {
    unsigned cell_width{12};  // of a character at its plain size
    unsigned cell_height{24};
    unsigned width{1};  // times
    unsigned height{1};
    unsigned spacing{0};  // dots behind each character
    bool bold{false};     // or struck twice
    bool reversed{false};
    bool wide{false};       // each character takes two cells
    bool sideways{false};   // each character a quarter turn clockwise, one beside the other
    unsigned underline{0};  // dots
    unsigned colour{1};     // 1: the paper's first, 2: its second; 0: bare paper
    unsigned background{0};
    bool operator==(const LetterStyle&) const = default;
};

/// Characters in one style, from the printer's own fonts, one beside the other.
struct Letters {
    std::u32string text;
    LetterStyle style;
    bool operator==(const Letters&) const = default;
};

enum class DotsOrigin : std::uint8_t { bit_image, raster, stored, user_character };

struct Dots {
    std::shared_ptr<const Bits> bits;
    unsigned width{1};  // dots on paper for one of `bits`
    unsigned height{1};
    DotsOrigin origin{DotsOrigin::raster};
    bool reversed{false};
    unsigned colour{1};
};

enum class CodeKind : std::uint8_t {
    upc_a,
    upc_e,
    ean_13,
    ean_8,
    code_39,
    itf,
    codabar,
    code_93,
    code_128,
    gs1_128,
    gs1_databar,
    gs1_databar_truncated,
    gs1_databar_limited,
    gs1_databar_expanded,
    gs1_databar_stacked,
    qr,
    micro_qr,
    pdf417,
    maxicode,
    aztec,
    data_matrix,
    composite,
};

/// A bar code or a two-dimensional symbol.
struct Code {
    CodeKind kind{};
    std::string text;                  // the data as sent
    std::shared_ptr<const Bits> bits;  // modules; bars: one row
    unsigned width{1};                 // dots on paper for a module
    unsigned height{1};
};

struct Mark {
    Place place;
    unsigned line{0};         // marks printed in one go share it
    std::uint64_t offset{0};  // of the command or character in all that was fed
    std::variant<Letters, Dots, Code> what;
};

struct Cut {
    unsigned y{0};
    bool full{false};
    bool operator==(const Cut&) const = default;
};

enum class Fault : std::uint8_t {
    unknown,      // in no manual known here: its first two bytes are skipped
    unsupported,  // known and skipped by its length; the paper lacks what it does
    bad_value,    // known, but a printer ignores it with these values
    unprintable,  // a code that cannot hold its data, a character that no font has
    too_large,    // skipped by its length
    cut_off,      // the data ended inside it
    paper_full,   // the paper is as long as it may get: nothing more is put on it
};

/// Something in the bytes that is not on the paper.
struct Remark {
    Fault fault{};
    std::uint64_t offset{0};
    std::uint64_t size{0};  // of the whole command
    pos::Bytes bytes;       // its first, at most 16
    std::string words;      // what is known of it, in English: "ESC c 5: panel buttons"
};

/// What stands on a strip of paper.
///
/// units: dots
struct Paper {
    unsigned width{576};  // that the head can print
    unsigned dots_per_inch{203};
    unsigned length{0};  // fed so far
    unsigned lines{0};
    std::vector<Mark> marks;  // in the order in which they were printed
    std::vector<Cut> cuts;
    std::vector<Remark> remarks;     // the first thousand
    std::uint64_t remarks_count{0};  // all
};

}  // namespace drivers::printer::paper
