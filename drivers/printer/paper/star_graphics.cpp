#include <algorithm>

#include "drivers/printer/paper/star_printer.hpp"

namespace drivers::printer::paper {

namespace {

constexpr std::size_t kRasterRowsMax = 1'024;

std::shared_ptr<const Bits> shared(Bits bits) {
    return std::make_shared<const Bits>(std::move(bits));
}

std::string text_of(pos::BytesView bytes) {
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

/// n1 of ESC b.
std::optional<CodeKind> kind_of(unsigned n) {
    static constexpr CodeKind kKinds[] = {CodeKind::upc_e,
                                          CodeKind::upc_a,
                                          CodeKind::ean_8,
                                          CodeKind::ean_13,
                                          CodeKind::code_39,
                                          CodeKind::itf,
                                          CodeKind::code_128,
                                          CodeKind::code_93,
                                          CodeKind::codabar,
                                          CodeKind::gs1_128,
                                          CodeKind::gs1_databar,
                                          CodeKind::gs1_databar_truncated,
                                          CodeKind::gs1_databar_limited,
                                          CodeKind::gs1_databar_expanded};
    if (n >= std::size(kKinds)) return std::nullopt;
    return kKinds[n];
}

struct Widths {
    unsigned narrow;
    unsigned wide;
};

/// n3 of ESC b.
Widths widths_of(CodeKind kind, unsigned n) {
    static constexpr Widths kCode39[] = {{2, 6},  {3, 9}, {4, 12}, {2, 5}, {3, 8},
                                         {4, 10}, {2, 4}, {3, 6},  {4, 8}};
    static constexpr Widths kItf[] = {{2, 5},  {4, 10}, {6, 15}, {2, 4}, {4, 8},
                                      {6, 12}, {2, 6},  {3, 9},  {4, 12}};
    const unsigned index = std::clamp(n, 1U, 9U) - 1;
    if (kind == CodeKind::itf) return kItf[index];
    if (kind == CodeKind::code_39 || kind == CodeKind::codabar) return kCode39[index];
    return {std::min(index, 2U) + 2, 0};
}

unsigned digits(pos::BytesView bytes) {
    unsigned value = 0;
    for (const std::byte byte : bytes) {
        const auto c = std::to_integer<unsigned>(byte);
        if (c >= '0' && c <= '9' && value < 100'000) value = value * 10 + (c - '0');
    }
    return value;
}

}  // namespace

void StarPrinter::image_8_normal(const Command& command) {
    press_.inline_dots({.bits = shared(from_columns(command.from(2), command.two(0), 8)),
                        .width = 2,
                        .height = 3,
                        .origin = DotsOrigin::bit_image},
                       command.offset);
}

void StarPrinter::image_8_fine(const Command& command) {
    press_.inline_dots({.bits = shared(from_columns(command.from(2), command.two(0), 8)),
                        .height = 3,
                        .origin = DotsOrigin::bit_image},
                       command.offset);
}

void StarPrinter::image_24(const Command& command) {
    press_.inline_dots({.bits = shared(from_columns(command.from(2), command.two(0), 24)),
                        .origin = DotsOrigin::bit_image},
                       command.offset);
}

void StarPrinter::image_24_rows(const Command& command) {
    press_.inline_dots({.bits = shared(from_rows(command.from(2), command.at(0) * 8, 24)),
                        .origin = DotsOrigin::bit_image},
                       command.offset);
}

/// ESC GS S m xL xH yL yH n and the dots.
void StarPrinter::raster_block(const Command& command) {
    const Plane plane{shared(from_rows(command.from(6), command.two(1) * 8, command.two(3))), 1};
    print_planes(command, {plane}, 1, 1, DotsOrigin::raster);
}

void StarPrinter::store_logos(const Command& command) {
    store_numbered(command, logos_);
}

void StarPrinter::print_logo(const Command& command) {
    const auto* planes = logos_.find(command.at(0));
    if (planes == nullptr) return refuse(command, Fault::bad_value, "there is no such picture");
    const unsigned m = command.at(1) % 48;
    print_planes(command, *planes, (m & 1) != 0 ? 2 : 1, (m & 2) != 0 ? 2 : 1, DotsOrigin::stored);
}

/// n1 n2 n3 n4, the data, RS. Code 128 chooses its sets itself.
void StarPrinter::barcode(const Command& command) {
    const auto kind = kind_of(command.at(0) % 48);
    if (!kind) return refuse(command, Fault::bad_value, "there is no such bar code");
    const Widths widths = widths_of(*kind, command.at(2) % 48);
    const unsigned place = command.at(1) % 48;
    const BarSetting setting{.height = std::max(command.at(3), 1U),
                             .module = widths.narrow,
                             .wide = widths.wide,
                             .digits_below = place == 2 || place == 4};
    std::string data = text_of(command.from(4));
    if (!data.empty()) data.pop_back();  // RS
    auto block = bar_block(*kind, data, setting, command.offset);
    if (!block) return refuse(command, Fault::unprintable, "that code cannot hold its data");
    if (block->width > press_.room()) {
        return refuse(command, Fault::unprintable, "wider than the paper: a printer leaves it out");
    }
    press_.print_block(std::move(*block));
}

void StarPrinter::print_matrix(const Command& command, unsigned cn) {
    auto block = matrix_block(cn, matrix_[cn - 48], press_.paper().dots_per_inch, press_.room(),
                              command.offset);
    if (!block) return refuse(command, Fault::unprintable, "that code cannot hold its data");
    if (block->width > press_.room()) {
        return refuse(command, Fault::unprintable, "wider than the paper: a printer leaves it out");
    }
    press_.print_block(std::move(*block));
}

void StarPrinter::qr_setting(const Command& command) {
    MatrixSetting& setting = matrix_[1];
    const unsigned n = command.at(1);
    switch (command.at(0) % 48) {
        case 0:  // model
            setting.value[65] = 48 + n % 48;
            return;
        case 1:  // level
            setting.value[69] = 48 + std::min(n % 48, 3U);
            return;
        case 2:  // size of a module
            setting.value[67] = std::clamp(n, 1U, 8U);
            return;
        default:
            return refuse(command, Fault::bad_value, "there is no such setting");
    }
}

/// m nL nH and the data.
void StarPrinter::qr_store(const Command& command) {
    matrix_[1].data = text_of(command.from(3));
}

void StarPrinter::qr_print(const Command& command) {
    print_matrix(command, 49);
}

/// n p1 p2: 1 sets rows and columns, 0 leaves them to the printer.
void StarPrinter::pdf417_size(const Command& command) {
    matrix_[0].value[65] = command.at(0) % 48 == 1 ? command.at(2) : 0;
}

void StarPrinter::pdf417_setting(const Command& command) {
    MatrixSetting& setting = matrix_[0];
    const unsigned n = command.at(1);
    switch (command.at(0) % 48) {
        case 1:  // level
            setting.value[69] = 48;
            setting.second[69] = 48 + std::min(n % 48, 8U);
            return;
        case 2:  // width of a module
            setting.value[67] = std::clamp(n, 1U, 15U);
            return;
        case 3:  // how many times as high
            setting.value[68] = std::clamp(n, 1U, 10U);
            return;
        default:
            return refuse(command, Fault::bad_value, "there is no such setting");
    }
}

void StarPrinter::pdf417_store(const Command& command) {
    matrix_[0].data = text_of(command.from(2));
}

void StarPrinter::pdf417_print(const Command& command) {
    print_matrix(command, 48);
}

// Raster: row after row.

void StarPrinter::raster_begin(const Command&) {
    press_.end_line();
    if (splitter_ != nullptr) splitter_->use(raster_names_);
}

void StarPrinter::raster_end(const Command&) {
    if (splitter_ != nullptr) splitter_->use(line_names_);
}

void StarPrinter::raster_line(const Command& command) {
    const unsigned row_bytes = command.two(0);
    if (row_bytes == 0) return;
    if (raster_.row_bytes != row_bytes) print_raster();
    if (raster_.rows.empty()) raster_.offset = command.offset;
    raster_.row_bytes = row_bytes;
    const auto row = command.from(2);
    raster_.rows.insert(raster_.rows.end(), row.begin(), row.end());
    if (raster_.rows.size() / row_bytes >= kRasterRowsMax) print_raster();
}

void StarPrinter::print_raster() {
    if (raster_.rows.empty()) return;
    const auto height = static_cast<unsigned>(raster_.rows.size() / raster_.row_bytes);
    const Plane plane{shared(from_rows(raster_.rows, raster_.row_bytes * 8, height)), 1};
    const Command first{.offset = raster_.offset, .whole = {}, .parameters = {}};
    raster_.rows.clear();
    print_planes(first, {plane}, 1, 1, DotsOrigin::raster);
}

void StarPrinter::raster_feed(const Command& command) {
    press_.print_line(std::min(digits(command.parameters), 10'000U));
}

void StarPrinter::raster_end_mode(const Command& command) {
    raster_.end_mode = digits(command.parameters);
}

void StarPrinter::raster_feed_mode(const Command& command) {
    raster_.feed_mode = digits(command.parameters);
}

void StarPrinter::raster_cut(const Command& command, unsigned mode) {
    if (mode == 8 || mode == 9) cut_here(command, true);
    if (mode == 0 || mode == 12 || mode == 13) cut_here(command, false);
}

void StarPrinter::raster_form_feed(const Command& command) {
    raster_cut(command, raster_.feed_mode);
}

void StarPrinter::raster_document_end(const Command& command) {
    raster_cut(command, raster_.end_mode);
}

void StarPrinter::raster_drawer(const Command& command) {
    const unsigned drawer = digits(command.parameters);
    if (drawer == 1 || drawer == 2) {
        log_.add(command.offset, false, DrawerKick{drawer, pulse_on_ms_, pulse_off_ms_});
    }
}

}  // namespace drivers::printer::paper
