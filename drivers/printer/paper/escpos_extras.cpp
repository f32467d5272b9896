#include <algorithm>

#include "drivers/printer/paper/escpos_printer.hpp"

namespace drivers::printer::paper {

namespace {

constexpr std::size_t kMacroMax = 2'048;

std::vector<unsigned> numbers_of(pos::BytesView text) {
    std::vector<unsigned> numbers(1, 0);
    for (const std::byte byte : text) {
        const auto c = std::to_integer<unsigned>(byte);
        if (c == ';') {
            numbers.push_back(0);
        } else if (c >= '0' && c <= '9' && numbers.back() < 10'000) {
            numbers.back() = numbers.back() * 10 + (c - '0');
        }
    }
    return numbers;
}

unsigned four(pos::BytesView bytes, std::size_t at) {
    unsigned value = 0;
    for (std::size_t i = 4; i-- > 0;) {
        value = value << 8 | std::to_integer<unsigned>(bytes[at + i]);
    }
    return value;
}

/// A Windows bitmap of one bit a dot; empty for any other.
std::optional<Bits> bits_of_bitmap(pos::BytesView file) {
    constexpr std::size_t kHead = 62;  // file head, picture head, two colours
    constexpr unsigned kSideMax = 4'096;
    if (file.size() < kHead || file[28] != std::byte{1} || four(file, 30) != 0) return std::nullopt;
    const unsigned start = four(file, 10);
    const unsigned width = four(file, 18);
    const auto signed_height = static_cast<std::int32_t>(four(file, 22));
    if (signed_height == INT32_MIN) return std::nullopt;
    const auto height = static_cast<unsigned>(std::abs(signed_height));
    if (width == 0 || height == 0 || width > kSideMax || height > kSideMax) return std::nullopt;
    const std::size_t row_bytes = (std::size_t{width} + 31) / 32 * 4;
    if (start > file.size() || file.size() - start < row_bytes * height) return std::nullopt;
    // The darker of both colours is ink.
    const auto light = [&](std::size_t at) {
        return std::to_integer<unsigned>(file[at]) + std::to_integer<unsigned>(file[at + 1]) +
               std::to_integer<unsigned>(file[at + 2]);
    };
    const bool ones_are_ink = light(58) < light(54);
    Bits bits{width, height};
    for (unsigned y = 0; y < height; ++y) {
        const unsigned row = signed_height > 0 ? height - 1 - y : y;
        for (unsigned x = 0; x < width; ++x) {
            const auto byte = std::to_integer<unsigned>(file[start + row * row_bytes + x / 8]);
            if (((byte >> (7 - x % 8) & 1) != 0) == ones_are_ink) bits.ink(x, y);
        }
    }
    return bits;
}

}  // namespace

/// What comes between two GS : is printed and kept.
void EscposPrinter::macro(const Command&) {
    recording_ = !recording_;
    if (recording_) macro_.clear();
}

void EscposPrinter::record(pos::BytesView bytes) {
    if (!recording_) return;
    macro_.insert(macro_.end(), bytes.begin(), bytes.end());
    if (macro_.size() <= kMacroMax) return;
    macro_.clear();
    recording_ = false;
}

/// GS ^ r t m: r times. The button that m may ask for counts as pressed.
void EscposPrinter::run_macro(const Command& command) {
    if (in_macro_) return refuse(command, Fault::bad_value, "a macro cannot run another");
    if (recording_) {
        recording_ = false;
        return macro_.clear();
    }
    const pos::Bytes bytes = macro_;
    in_macro_ = true;
    for (unsigned times = command.at(0); times > 0; --times) {
        // So that a few bytes cannot keep it busy for ever.
        replayed_ += bytes.size();
        if (replayed_ > 65'536 + 16 * command.offset) {
            refuse(command, Fault::too_large, "it would run too often");
            break;
        }
        Splitter splitter{names_, *this};
        splitter.feed(bytes);
        splitter.finish();
    }
    in_macro_ = false;
}

void EscposPrinter::counter_form(const Command& command) {
    counter_.digits = std::min(command.at(0), 5U);
    counter_.filling = command.at(1) % 48;
}

void EscposPrinter::counter_steps(const Command& command) {
    counter_ = {.digits = counter_.digits,
                .filling = counter_.filling,
                .from = command.two(0),
                .to = command.two(2),
                .step = command.at(4),
                .repeats = command.at(5),
                .value = counter_.value};
}

void EscposPrinter::counter_value(const Command& command) {
    counter_.value = command.two(0);
    counter_.printed = 0;
}

/// GS C ; sa;sb;sn;sr;sc;
void EscposPrinter::counter_in_digits(const Command& command) {
    const auto numbers = numbers_of(command.parameters);
    if (numbers.size() < 6) return refuse(command, Fault::bad_value, "five numbers are needed");
    counter_ = {.digits = counter_.digits,
                .filling = counter_.filling,
                .from = numbers[0],
                .to = numbers[1],
                .step = numbers[2],
                .repeats = numbers[3],
                .value = numbers[4]};
}

void EscposPrinter::print_counter(const Command& command) {
    for (const char c : counter_.text()) {
        press_.letter(static_cast<char32_t>(c), command.offset);
    }
    counter_.count();
}

/// GS ( Q: 48 a line from (x1, y1) to (x2, y2), 49 a box, on the page. Lines across and down only.
void EscposPrinter::draw_lines(const Command& command) {
    const unsigned function = command.at(2);
    if (function != 48 && function != 49) {
        return refuse(command, Fault::unsupported, "a function that is not known");
    }
    if (!press_.page_mode()) return refuse(command, Fault::bad_value, "it is for page mode");
    const unsigned x1 = across(command.two(3));
    const unsigned y1 = down(command.two(5));
    const unsigned x2 = across(command.two(7));
    const unsigned y2 = down(command.two(9));
    const unsigned left = std::min(x1, x2);
    const unsigned top = std::min(y1, y2);
    const unsigned width = std::max(x1, x2) - left + 1;
    const unsigned height = std::max(y1, y2) - top + 1;
    const unsigned thick = std::clamp(command.at(function == 48 ? 13 : 12), 1U, 8U);
    const auto stroke = [&](unsigned x, unsigned y, unsigned across_dots, unsigned down_dots) {
        Bits dot{1, 1};
        dot.ink(0, 0);
        press_.draw_on_page(
            {.box = {static_cast<int>(x), static_cast<int>(y), across_dots, down_dots},
             .offset = command.offset,
             .what = Dots{.bits = std::make_shared<const Bits>(std::move(dot)),
                          .width = across_dots,
                          .height = down_dots}});
    };
    if (function == 49) {
        stroke(left, top, width, thick);
        stroke(left, top + height - 1, width, thick);
        stroke(left, top, thick, height);
        return stroke(left + width - 1, top, thick, height);
    }
    if (width > 1 && height > 1) {
        return refuse(command, Fault::unsupported, "lines that are neither across nor down");
    }
    stroke(left, top, std::max(width, height > 1 ? thick : 1),
           std::max(height, width > 1 ? thick : 1));
}

/// GS ( V: 48 cuts here, 49 and 51 feed first.
void EscposPrinter::cut_function(const Command& command) {
    const bool full = command.at(3) % 48 == 0;
    if (command.at(2) != 48) press_.print_line(down(command.at(4)));
    cut_here(command, full);
}

/// GS D m fn a kc1 kc2 b c and a bitmap file.
void EscposPrinter::store_bitmap(const Command& command) {
    auto bits = bits_of_bitmap(command.from(7));
    if (!bits) return refuse(command, Fault::unsupported, "no bitmap file of one bit a dot");
    PictureStore& store = command.at(1) == 83 ? downloaded_ : kept_;
    if (!store.put(command.two(3), {{std::make_shared<const Bits>(std::move(*bits)), 1}})) {
        refuse(command, Fault::too_large, "the memory for pictures is full");
    }
}

}  // namespace drivers::printer::paper
