#include "drivers/printer/paper/escpos_codes.hpp"

#include <algorithm>

#include "drivers/printer/paper/escpos_printer.hpp"

namespace drivers::printer::paper {

namespace {

/// m of GS k, in its first form (0 to 6) and in its second (65 to 79).
std::optional<CodeKind> kind_of(unsigned m) {
    static constexpr CodeKind kKinds[] = {
        CodeKind::upc_a,
        CodeKind::upc_e,
        CodeKind::ean_13,
        CodeKind::ean_8,
        CodeKind::code_39,
        CodeKind::itf,
        CodeKind::codabar,
        CodeKind::code_93,
        CodeKind::code_128,
        CodeKind::gs1_128,
        CodeKind::gs1_databar,
        CodeKind::gs1_databar_truncated,
        CodeKind::gs1_databar_limited,
        CodeKind::gs1_databar_expanded,
        CodeKind::code_128,  // 79: Code 128 that chooses its sets itself
    };
    if (m <= 6) return kKinds[m];
    if (m >= 65 && m < 65 + std::size(kKinds)) return kKinds[m - 65];
    return std::nullopt;
}

/// The wide bar for each n of GS w: about two and a half times the narrow one.
unsigned wide_dots(unsigned narrow) {
    static constexpr unsigned kWide[] = {0, 3, 5, 8, 10, 13, 16};
    return narrow < std::size(kWide) ? kWide[narrow] : narrow * 5 / 2;
}

std::string text_of(pos::BytesView bytes) {
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

}  // namespace

void EscposPrinter::bar_height(const Command& command) {
    bars_.height = std::max(command.at(0), 1U);
}

void EscposPrinter::bar_width(const Command& command) {
    const unsigned n = command.at(0);
    // 68 to 76 are the same in steps of half a size, which heads of this density do not have.
    bars_.module = std::clamp(n >= 68 && n <= 76 ? (n - 64) / 2 : n, 1U, 8U);
    bars_.wide = wide_dots(bars_.module);
}

void EscposPrinter::bar_digits(const Command& command) {
    const unsigned n = command.at(0) % 48;
    bars_.digits_above = n == 1 || n == 3;
    bars_.digits_below = n == 2 || n == 3;
}

void EscposPrinter::bar_font(const Command& command) {
    const bool small = command.at(0) % 48 % 2 == 1;
    bars_.digit_cell_width = small ? 9 : 12;
    bars_.digit_cell_height = small ? 17 : 24;
}

void EscposPrinter::barcode(const Command& command) {
    const unsigned m = command.at(0);
    const auto kind = kind_of(m);
    if (!kind) return refuse(command, Fault::bad_value, "there is no such bar code");
    std::string data = text_of(m >= 65 ? command.from(2) : command.from(1));
    if (m < 65) data = data.substr(0, data.find('\0'));
    if (*kind == CodeKind::code_128 && m != 79 && !data.starts_with('{')) {
        return refuse(command, Fault::unprintable, "it must begin with a code set");
    }
    auto block = bar_block(*kind, data, bars_, command.offset);
    if (!block) return refuse(command, Fault::unprintable, "that code cannot hold its data");
    if (block->width > press_.room()) {
        return refuse(command, Fault::unprintable, "wider than the paper: a printer leaves it out");
    }
    press_.print_block(std::move(*block));
}

void EscposPrinter::matrix_code(const Command& command) {
    const unsigned cn = command.at(2);
    const unsigned function = command.at(3);
    if (cn < 48 || cn >= 48 + matrix_.size()) {
        return refuse(command, Fault::unsupported, "there is no such code");
    }
    MatrixSetting& setting = matrix_[cn - 48];
    switch (function) {
        case 80:
            return store_matrix_data(command, setting);
        case 81:
            return print_matrix(command, cn, setting);
        case 82:
            return log_.ask(command, Question::symbol_size, cn);
        default:
            setting.value[function] = command.at(4);
            setting.second[function] = command.at(5);
            if (function == 67 || function == 68) {
                setting.value[function] = std::clamp(command.at(4), 1U, 16U);
            }
    }
}

void EscposPrinter::store_matrix_data(const Command& command, MatrixSetting& setting) {
    const unsigned cn = command.at(2);
    if (cn == 52) {  // m a b d…: a says which part, b its kind
        (command.at(5) == 48 ? setting.linear : setting.data) = text_of(command.from(7));
        if (command.at(5) == 48) setting.linear_kind = command.at(6);
        return;
    }
    const bool by_kind = cn == 51;  // m n d…
    if (by_kind) setting.kind = command.at(5);
    setting.data = text_of(command.from(by_kind ? 6 : 5));
}

void EscposPrinter::print_matrix(const Command& command, unsigned cn, MatrixSetting& setting) {
    auto block =
        matrix_block(cn, setting, press_.paper().dots_per_inch, press_.room(), command.offset);
    if (!block) return refuse(command, Fault::unprintable, "that code cannot hold its data");
    if (block->width > press_.room()) {
        return refuse(command, Fault::unprintable, "wider than the paper: a printer leaves it out");
    }
    press_.print_block(std::move(*block));
}

/// ESC Z of other makers: version, level, module, and the data.
void EscposPrinter::old_qr(const Command& command) {
    MatrixSetting setting = matrix_defaults(49);
    static constexpr std::string_view kLevels = "LMQH";
    const auto level = kLevels.find(static_cast<char>(command.at(1)));
    setting.value[69] = 48 + (level == std::string_view::npos ? 0U : static_cast<unsigned>(level));
    setting.value[67] = std::clamp(command.at(2), 1U, 8U);
    setting.data = text_of(command.from(5));
    print_matrix(command, 49, setting);
}

}  // namespace drivers::printer::paper
