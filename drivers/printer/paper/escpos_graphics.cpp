#include <algorithm>

#include "drivers/printer/paper/escpos_printer.hpp"

namespace drivers::printer::paper {

namespace {

/// m of GS v 0, FS p and GS /: 1 doubles the width, 2 the height.
unsigned width_of(unsigned m) {
    return (m & 1) != 0 ? 2 : 1;
}
unsigned height_of(unsigned m) {
    return (m & 2) != 0 ? 2 : 1;
}

unsigned colour_of(unsigned c) {
    return c == 50 ? 2 : 1;
}

std::shared_ptr<const Bits> shared(Bits bits) {
    return std::make_shared<const Bits>(std::move(bits));
}

unsigned two(pos::BytesView bytes, std::size_t at) {
    if (at + 1 >= bytes.size()) return 0;
    return std::to_integer<unsigned>(bytes[at]) | std::to_integer<unsigned>(bytes[at + 1]) << 8;
}

unsigned one(pos::BytesView bytes, std::size_t at) {
    return at < bytes.size() ? std::to_integer<unsigned>(bytes[at]) : 0;
}

}  // namespace

void EscposPrinter::bit_image(const Command& command) {
    const unsigned m = command.at(0);
    const bool three_bytes = m >= 32;
    const bool double_density = (m & 1) != 0;
    Dots dots{.bits = shared(from_columns(command.from(3), command.two(1), three_bytes ? 24 : 8)),
              .width = double_density ? 1U : 2U,
              .height = three_bytes ? 1U : 3U,
              .origin = DotsOrigin::bit_image,
              .colour = style().colour};
    press_.inline_dots(std::move(dots), command.offset);
}

void EscposPrinter::raster(const Command& command) {
    const unsigned m = command.at(0) % 48;
    const Plane plane{shared(from_rows(command.from(5), command.two(1) * 8, command.two(3))), 1};
    print_planes(command, {plane}, width_of(m), height_of(m), DotsOrigin::raster);
}

void EscposPrinter::column_image(const Command& command) {
    const unsigned m = command.at(0) % 48;
    const Plane plane{shared(from_columns(command.from(5), command.two(1), command.two(3) * 8)), 1};
    print_planes(command, {plane}, width_of(m), height_of(m), DotsOrigin::raster);
}

void EscposPrinter::download_image(const Command& command) {
    const unsigned width = command.at(0) * 8;
    const unsigned height = command.at(1) * 8;
    downloaded_image_ = shared(from_columns(command.from(2), width, height));
}

void EscposPrinter::print_downloaded_image(const Command& command) {
    if (!downloaded_image_) {
        return refuse(command, Fault::bad_value, "no picture was downloaded");
    }
    const unsigned m = command.at(0) % 48;
    print_planes(command, {{downloaded_image_, 1}}, width_of(m), height_of(m), DotsOrigin::stored);
}

void EscposPrinter::store_images(const Command& command) {
    store_numbered(command, numbered_);
}

void EscposPrinter::print_stored_image(const Command& command) {
    const auto* planes = numbered_.find(command.at(0));
    if (planes == nullptr) return refuse(command, Fault::bad_value, "there is no such picture");
    const unsigned m = command.at(1) % 48;
    print_planes(command, *planes, width_of(m), height_of(m), DotsOrigin::stored);
}

void EscposPrinter::graphics(const Command& command) {
    graphics_function(command, command.from(2));
}

void EscposPrinter::long_graphics(const Command& command) {
    graphics_function(command, command.from(4));
}

/// `body`: m fn …
void EscposPrinter::graphics_function(const Command& command, pos::BytesView body) {
    switch (one(body, 1)) {
        case 0:
        case 48:
        case 3:
        case 51:
        case 4:
        case 52:
        case 64:
        case 80:
            return log_.ask(command, Question::memory, one(body, 1));
        case 1:
        case 49:  // reference density
            return;
        case 2:
        case 50:
            print_planes(command, buffered_, buffered_width_, buffered_height_, DotsOrigin::raster);
            return buffered_.clear();
        case 65:
            return kept_.clear();
        case 66:
            return kept_.forget(two(body, 2));
        case 67:
        case 68:
            return store_graphics(command, body, kept_);
        case 69:
            return print_graphics(command, body, kept_);
        case 81:
            return downloaded_.clear();
        case 82:
            return downloaded_.forget(two(body, 2));
        case 83:
        case 84:
            return store_graphics(command, body, downloaded_);
        case 85:
            return print_graphics(command, body, downloaded_);
        case 112:
        case 113:
            return buffer_graphics(command, body);
        default:
            return refuse(command, Fault::unsupported, "a function that is not known");
    }
}

/// fn 67, 68, 83, 84: m fn a kc1 kc2 b xL xH yL yH [c d…]…
void EscposPrinter::store_graphics(const Command& command, pos::BytesView body,
                                   PictureStore& store) {
    const bool by_columns = one(body, 1) % 16 == 4;
    const unsigned width = two(body, 6);
    const unsigned height = two(body, 8);
    const std::size_t size = by_columns ? std::size_t{width} * ((height + 7) / 8)
                                        : std::size_t{height} * ((width + 7) / 8);
    std::vector<Plane> planes;
    std::size_t at = 10;
    for (unsigned b = one(body, 5); b > 0 && at + size < body.size(); --b) {
        const auto data = body.subspan(at + 1, size);
        Bits bits = by_columns ? from_columns(data, width, height) : from_rows(data, width, height);
        planes.push_back({shared(std::move(bits)), colour_of(one(body, at))});
        at += 1 + size;
    }
    if (planes.empty()) return refuse(command, Fault::bad_value, "its picture is not whole");
    if (!store.put(two(body, 3), std::move(planes))) {
        refuse(command, Fault::too_large, "the memory for pictures is full");
    }
}

/// fn 69, 85: m fn kc1 kc2 x y
void EscposPrinter::print_graphics(const Command& command, pos::BytesView body,
                                   const PictureStore& store) {
    const auto* planes = store.find(two(body, 2));
    if (planes == nullptr) return refuse(command, Fault::bad_value, "there is no such picture");
    print_planes(command, *planes, std::clamp(one(body, 4), 1U, 2U),
                 std::clamp(one(body, 5), 1U, 2U), DotsOrigin::stored);
}

/// fn 112, 113: m fn a bx by c xL xH yL yH d…
void EscposPrinter::buffer_graphics(const Command& command, pos::BytesView body) {
    constexpr std::size_t kPlanesMax = 4;
    const bool by_columns = one(body, 1) == 113;
    const unsigned width = two(body, 6);
    const unsigned height = two(body, 8);
    const std::size_t size = by_columns ? std::size_t{width} * ((height + 7) / 8)
                                        : std::size_t{height} * ((width + 7) / 8);
    if (body.size() < 10 + size) {
        return refuse(command, Fault::bad_value, "its picture is not whole");
    }
    const auto data = body.subspan(10, size);
    Bits bits = by_columns ? from_columns(data, width, height) : from_rows(data, width, height);
    const unsigned colour = colour_of(one(body, 5));
    buffered_width_ = std::clamp(one(body, 3), 1U, 2U);
    buffered_height_ = std::clamp(one(body, 4), 1U, 2U);
    std::erase_if(buffered_, [&](const Plane& plane) { return plane.colour == colour; });
    if (buffered_.size() < kPlanesMax) buffered_.push_back({shared(std::move(bits)), colour});
}

// Characters that the host draws.

void EscposPrinter::use_user_characters(const Command& command) {
    user_characters_on_ = (command.at(0) & 1) != 0;
}

/// ESC & y c1 c2 [x d…]…
void EscposPrinter::define_user_characters(const Command& command) {
    const unsigned down = command.at(0);
    const unsigned first = command.at(1);
    const unsigned last = command.at(2);
    if (down == 0 || down > 8 || first < 32 || last > 126) {
        return refuse(command, Fault::bad_value, "characters are 32 to 126");
    }
    std::size_t at = 3;
    for (unsigned code = first; code <= last && at < command.size(); ++code) {
        const unsigned across = command.at(at);
        const std::size_t size = std::size_t{across} * down;
        const auto rest = command.from(at + 1);
        user_characters_[code] =
            shared(from_columns(rest.first(std::min(size, rest.size())), across, down * 8));
        at += 1 + size;
    }
}

void EscposPrinter::forget_user_character(const Command& command) {
    user_characters_.erase(command.at(0));
}

bool EscposPrinter::print_user_character(unsigned code, std::uint64_t offset) {
    if (!user_characters_on_) return false;
    const auto found = user_characters_.find(code);
    if (found == user_characters_.end()) return false;
    const LetterStyle& now = style();
    // As wide as the font's own: what was not defined stays bare.
    Bits cell{now.cell_width, now.cell_height};
    const Bits& drawn = *found->second;
    for (unsigned y = 0; y < std::min(cell.height(), drawn.height()); ++y) {
        for (unsigned x = 0; x < std::min(cell.width(), drawn.width()); ++x) {
            if (drawn.at(x, y)) cell.ink(x, y);
        }
    }
    press_.inline_dots({.bits = shared(std::move(cell)),
                        .width = now.width,
                        .height = now.height,
                        .origin = DotsOrigin::user_character,
                        .reversed = now.reversed,
                        .colour = now.colour},
                       offset);
    return true;
}

void EscposPrinter::define_kanji(const Command& command) {
    user_kanji_[command.at(0) << 8 | command.at(1)] = shared(from_columns(command.from(2), 24, 24));
}

void EscposPrinter::forget_kanji(const Command& command) {
    user_kanji_.erase(command.at(0) << 8 | command.at(1));
}

}  // namespace drivers::printer::paper
