#include "drivers/printer/paper/language_printer.hpp"

#include <algorithm>

#include "drivers/printer/cells.hpp"

namespace drivers::printer::paper {

namespace {

Remark remark_of(Fault fault, const Command& command, std::string words) {
    const auto shown = command.whole.first(std::min<std::size_t>(command.whole.size(), 16));
    return {.fault = fault,
            .offset = command.offset,
            .size = command.whole.size(),
            .bytes = {shown.begin(), shown.end()},
            .words = std::move(words)};
}

}  // namespace

void LanguagePrinter::refuse(const Command& command, Fault fault, std::string words) {
    press_.remark(
        remark_of(fault, command, std::string{current_->words} + " (" + std::move(words) + ")"));
}

void LanguagePrinter::unknown(const Command& command) {
    press_.remark(remark_of(Fault::unknown, command, "no command that is known here"));
}

void LanguagePrinter::too_large(const CommandName& name, const Command& command,
                                std::uint64_t size) {
    Remark remark = remark_of(Fault::too_large, command, std::string{name.words});
    remark.size = size;
    press_.remark(std::move(remark));
}

void LanguagePrinter::cut_off(const Command& command) {
    press_.remark(remark_of(Fault::cut_off, command, "the data ends inside a command"));
}

std::size_t LanguagePrinter::text(pos::BytesView bytes, std::uint64_t offset, bool last) {
    std::size_t used = 0;
    while (used < bytes.size()) {
        auto decoded = decoder_.next(bytes.subspan(used), last);
        if (!decoded) break;
        const std::uint64_t at = offset + used;
        if (decoded->character == 0) {
            note_unprintable(at, bytes.subspan(used, decoded->bytes));
            decoded->character = U'\uFFFD';
        }
        print(*decoded, at);
        used += decoded->bytes;
    }
    return used;
}

void LanguagePrinter::print(const Decoded& decoded, std::uint64_t offset) {
    const bool wide = decoded.multibyte && (!decoder_.utf8() || cells_of(decoded.character) == 2);
    style().wide = wide;
    press_.letter(decoded.character, offset);
    style().wide = false;
}

/// Bytes one behind the other make one remark, in whatever pieces they come.
void LanguagePrinter::note_unprintable(std::uint64_t offset, pos::BytesView bytes) {
    if (press_.extend_remark(Fault::unprintable, offset, bytes)) return;
    press_.remark({.fault = Fault::unprintable,
                   .offset = offset,
                   .size = bytes.size(),
                   .bytes = {bytes.begin(), bytes.end()},
                   .words = "no character in the code page in force"});
}

/// Planes over one another, as large as the largest.
void LanguagePrinter::print_planes(const Command& command, const std::vector<Plane>& planes,
                                   unsigned width, unsigned height, DotsOrigin origin) {
    Block block;
    for (const Plane& plane : planes) {
        const unsigned across = plane.bits->width() * width;
        const unsigned down = plane.bits->height() * height;
        block.width = std::max(block.width, across);
        block.height = std::max(block.height, down);
        block.pieces.push_back({.box = {0, 0, across, down},
                                .offset = command.offset,
                                .what = Dots{.bits = plane.bits,
                                             .width = width,
                                             .height = height,
                                             .origin = origin,
                                             .colour = plane.colour}});
    }
    if (!block.pieces.empty()) press_.print_block(std::move(block));
}

/// All stored pictures of this sort are replaced.
void LanguagePrinter::store_numbered(const Command& command, PictureStore& store) {
    store.clear();
    std::size_t at = 1;
    for (unsigned number = 1; number <= command.at(0); ++number) {
        const unsigned across = command.two(at);
        const unsigned down = command.two(at + 2);
        const std::size_t size = std::size_t{across} * down * 8;
        const auto rest = command.from(at + 4);
        auto bits = from_columns(rest.first(std::min(size, rest.size())), across * 8, down * 8);
        if (!store.put(number, {{std::make_shared<const Bits>(std::move(bits)), 1}})) {
            return refuse(command, Fault::too_large, "the memory for pictures is full");
        }
        at += 4 + size;
    }
}

void LanguagePrinter::cut_here(const Command& command, bool full) {
    press_.cut(full);
    log_.add(command.offset, false, CutMade{full, press_.paper().cuts.back().y});
}

}  // namespace drivers::printer::paper
