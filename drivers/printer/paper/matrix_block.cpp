#include <zint.h>

#include <algorithm>

#include "drivers/printer/paper/escpos_codes.hpp"
#include "drivers/printer/paper/zint_symbol.hpp"

namespace drivers::printer::paper {

namespace {

/// A symbol and how many dots its modules get.
struct Drawn {
    CodeKind kind{};
    std::optional<Bits> bits;
    unsigned width{1};
    unsigned height{1};
};

/// The level with about `tenths` tenths as many code words for correction as for data.
///
/// source: Epson, ESC/POS Command Reference, GS ( k function 69
int pdf417_level(std::size_t bytes, unsigned tenths) {
    const std::size_t code_words = (bytes * 10 + 17) / 18 + 1;  // letters share code words
    const std::size_t wanted = code_words * tenths / 10;
    static constexpr std::size_t kMost[] = {3, 10, 20, 45, 100, 200, 400};
    return 1 + static_cast<int>(std::ranges::lower_bound(kMost, wanted) - std::begin(kMost));
}

Drawn pdf417(const MatrixSetting& setting, unsigned room) {
    const bool compact = setting.value[70] % 48 == 1;
    const unsigned module = setting.value[67];
    unsigned columns = setting.value[65];
    // Sixty-nine modules stand around the columns of seventeen; less where it is compact.
    const unsigned around = compact ? 35 : 69;
    const unsigned most = std::max(1U, (room / module - std::min(room / module, around)) / 17);
    if (columns == 0) columns = std::min(most, 30U);
    const int level = setting.value[69] == 48
                          ? std::clamp(static_cast<int>(setting.second[69]) - 48, 0, 8)
                          : pdf417_level(setting.data.size(), setting.second[69]);
    Drawn drawn{.kind = CodeKind::pdf417,
                .bits = zint_modules({.symbology = compact ? BARCODE_PDF417COMP : BARCODE_PDF417,
                                      .data = setting.data,
                                      .option_1 = level,
                                      .option_2 = static_cast<int>(std::min(columns, 30U))}),
                .width = module,
                .height = module * setting.value[68]};
    return drawn;
}

Drawn qr(const MatrixSetting& setting) {
    const bool micro = setting.value[65] == 51;
    const int level = static_cast<int>(std::clamp(setting.value[69], 48U, 51U)) - 47;
    return {.kind = micro ? CodeKind::micro_qr : CodeKind::qr,
            .bits = zint_modules({.symbology = micro ? BARCODE_MICROQR : BARCODE_QRCODE,
                                  .data = setting.data,
                                  .option_1 = level}),
            .width = setting.value[67],
            .height = setting.value[67]};
}

Drawn maxicode(const MatrixSetting& setting, unsigned dots_per_inch) {
    const int mode = static_cast<int>(setting.value[65] % 48);
    return {.kind = CodeKind::maxicode, .bits = maxicode_dots(setting.data, mode, dots_per_inch)};
}

Drawn databar_rows(const MatrixSetting& setting) {
    const int symbology = setting.kind == 72   ? BARCODE_DBAR_STK
                          : setting.kind == 73 ? BARCODE_DBAR_OMNSTK
                                               : BARCODE_DBAR_EXPSTK;
    const bool expanded = symbology == BARCODE_DBAR_EXPSTK;
    std::string data = setting.data;
    if (expanded) {
        std::ranges::replace(data, '(', '[');
        std::ranges::replace(data, ')', ']');
    } else {
        data = data.substr(0, 13);
    }
    return {.kind = CodeKind::gs1_databar_stacked,
            .bits = zint_modules({.symbology = symbology, .data = data, .gs1 = expanded}),
            .width = setting.value[67],
            .height = setting.value[67]};
}

int composite_symbology(unsigned linear_kind) {
    switch (linear_kind) {
        case 65:
        case 66:
            return BARCODE_EANX_CC;
        case 67:
            return BARCODE_UPCA_CC;
        case 68:
        case 69:
            return BARCODE_UPCE_CC;
        case 70:
        case 71:
            return BARCODE_DBAR_OMN_CC;
        case 72:
            return BARCODE_DBAR_STK_CC;
        case 73:
            return BARCODE_DBAR_OMNSTK_CC;
        case 74:
            return BARCODE_DBAR_LTD_CC;
        case 75:
            return BARCODE_DBAR_EXP_CC;
        case 76:
            return BARCODE_DBAR_EXPSTK_CC;
        default:
            return BARCODE_GS1_128_CC;
    }
}

Drawn composite(const MatrixSetting& setting) {
    std::string data = setting.data;
    std::string linear = setting.linear;
    for (std::string* text : {&data, &linear}) {
        std::ranges::replace(*text, '(', '[');
        std::ranges::replace(*text, ')', ']');
    }
    return {.kind = CodeKind::composite,
            .bits = zint_modules({.symbology = composite_symbology(setting.linear_kind),
                                  .data = data,
                                  .primary = linear,
                                  .gs1 = true}),
            .width = setting.value[67],
            .height = setting.value[67]};
}

Drawn aztec(const MatrixSetting& setting) {
    return {.kind = CodeKind::aztec,
            .bits = zint_modules({.symbology = BARCODE_AZTEC, .data = setting.data}),
            .width = setting.value[67],
            .height = setting.value[67]};
}

Drawn data_matrix(const MatrixSetting& setting) {
    const bool square = setting.value[66] % 48 == 0;
    return {.kind = CodeKind::data_matrix,
            .bits = zint_modules({.symbology = BARCODE_DATAMATRIX,
                                  .data = setting.data,
                                  .option_3 = square ? DM_SQUARE : 0}),
            .width = setting.value[67],
            .height = setting.value[67]};
}

Drawn drawn(unsigned cn, const MatrixSetting& setting, unsigned dots_per_inch, unsigned room) {
    switch (cn) {
        case 48:
            return pdf417(setting, room);
        case 49:
            return qr(setting);
        case 50:
            return maxicode(setting, dots_per_inch);
        case 51:
            return databar_rows(setting);
        case 52:
            return composite(setting);
        case 53:
            return aztec(setting);
        case 54:
            return data_matrix(setting);
        default:
            return {};
    }
}

}  // namespace

std::optional<Block> matrix_block(unsigned cn, const MatrixSetting& setting, unsigned dots_per_inch,
                                  unsigned room, std::uint64_t offset) {
    Drawn symbol = drawn(cn, setting, dots_per_inch, room);
    if (!symbol.bits) return std::nullopt;
    const unsigned width = symbol.bits->width() * symbol.width;
    const unsigned height = symbol.bits->height() * symbol.height;
    Block block{.width = width, .height = height, .pieces = {}};
    block.pieces.push_back(
        {.box = {0, 0, width, height},
         .offset = offset,
         .what = Code{.kind = symbol.kind,
                      .text = setting.data,
                      .bits = std::make_shared<const Bits>(std::move(*symbol.bits)),
                      .width = symbol.width,
                      .height = symbol.height}});
    return block;
}

MatrixSetting matrix_defaults(unsigned cn) {
    MatrixSetting setting;
    switch (cn) {
        case 48:
            setting.value[67] = 3;
            setting.value[68] = 3;
            setting.value[69] = 49;
            setting.second[69] = 1;
            break;
        case 49:
            setting.value[65] = 50;
            setting.value[67] = 3;
            setting.value[69] = 48;
            break;
        case 50:
            setting.value[65] = 50;
            break;
        case 51:
        case 52:
            setting.value[67] = 2;
            break;
        default:
            setting.value[67] = 3;
    }
    return setting;
}

}  // namespace drivers::printer::paper
