#include <algorithm>

#include "drivers/printer/paper/bar_symbols.hpp"
#include "drivers/printer/paper/escpos_codes.hpp"

namespace drivers::printer::paper {

namespace {

Piece digits_piece(const std::string& digits, const BarSetting& setting, unsigned bars_width, int y,
                   std::uint64_t offset) {
    const LetterStyle style{.cell_width = setting.digit_cell_width,
                            .cell_height = setting.digit_cell_height};
    const auto width = static_cast<unsigned>(digits.size()) * style.cell_width;
    const int x = (static_cast<int>(bars_width) - static_cast<int>(width)) / 2;
    return {.box = {std::max(x, 0), y, width, style.cell_height},
            .offset = offset,
            .what = Letters{std::u32string(digits.begin(), digits.end()), style}};
}

}  // namespace

std::optional<Block> bar_block(CodeKind kind, std::string_view data, const BarSetting& setting,
                               std::uint64_t offset) {
    const auto symbol = bar_symbol(kind, data);
    if (!symbol || symbol->elements.empty()) return std::nullopt;
    auto bits = std::make_shared<const Bits>(dots_of(*symbol, setting.module, setting.wide));
    const unsigned width = bits->width();
    Block block{.width = width, .height = 0, .pieces = {}};
    const auto add_digits = [&] {
        block.pieces.push_back(
            digits_piece(symbol->digits, setting, width, static_cast<int>(block.height), offset));
        block.height += setting.digit_cell_height;
    };
    if (setting.digits_above) add_digits();
    block.pieces.push_back({.box = {0, static_cast<int>(block.height), width, setting.height},
                            .offset = offset,
                            .what = Code{.kind = kind,
                                         .text = std::string{data},
                                         .bits = std::move(bits),
                                         .width = 1,
                                         .height = setting.height}});
    block.height += setting.height;
    if (setting.digits_below) add_digits();
    return block;
}

}  // namespace drivers::printer::paper
