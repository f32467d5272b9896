#pragma once

#include <array>
#include <memory>
#include <optional>
#include <string>

#include "drivers/printer/paper/paper.hpp"
#include "drivers/printer/paper/press.hpp"

namespace drivers::printer::paper {

/// How bars are printed from now on: GS h, GS w, GS H, GS f.
///
/// units: dots
struct BarSetting {
    unsigned height{162};
    unsigned module{3};
    unsigned wide{8};  // of codes of two widths
    bool digits_above{false};
    bool digits_below{false};
    unsigned digit_cell_width{12};
    unsigned digit_cell_height{24};
};

/// Bars with their digits. Empty where that kind cannot hold the data.
std::optional<Block> bar_block(CodeKind kind, std::string_view data, const BarSetting& setting,
                               std::uint64_t offset);

/// GS ( k: what was set for one sort of two-dimensional code, and what it is to say.
struct MatrixSetting {
    std::array<unsigned, 256> value{};  // of each function
    std::array<unsigned, 256> second{};
    std::string data;
    unsigned kind{0};    // m of the function that stored the data, where it matters
    std::string linear;  // of a composite
    unsigned linear_kind{0};
};

/// cn of GS ( k: 48 PDF417, 49 QR, 50 MaxiCode, 51 GS1 DataBar in rows, 52 composite, 53 Aztec,
/// 54 Data Matrix. Empty where it cannot hold the data, or cn is none of them.
std::optional<Block> matrix_block(unsigned cn, const MatrixSetting& setting, unsigned dots_per_inch,
                                  unsigned room, std::uint64_t offset);

/// As after switching on.
MatrixSetting matrix_defaults(unsigned cn);

}  // namespace drivers::printer::paper
