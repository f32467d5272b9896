#include "drivers/display/emulator/emulated_pole.hpp"

#include <unicode/unistr.h>

#include "drivers/display/pole_commands.hpp"

namespace drivers::display::emulator {

namespace {

constexpr std::uint8_t kEsc = 0x1B;
constexpr std::uint8_t kUnit = 0x1F;

std::string_view name_of_page(std::uint8_t number) {
    for (const std::string_view name :
         {"cp437", "cp850", "cp858", "cp852", "cp866", "windows-1252"}) {
        if (pole_page(name).number == number) return name;
    }
    return "cp437";
}

}  // namespace

std::string EmulatedPole::text(std::size_t line) const {
    const auto& cells = cells_[line];
    const icu::UnicodeString read{reinterpret_cast<const char*>(cells.data()),
                                  static_cast<std::int32_t>(cells.size()),
                                  std::string{name_of_page(page_)}.c_str()};
    std::string text;
    read.toUTF8String(text);
    return text;
}

std::array<std::string, 2> EmulatedPole::lines() const {
    const std::scoped_lock lock{mutex_};
    return {text(0), text(1)};
}
std::size_t EmulatedPole::unknown() const {
    const std::scoped_lock lock{mutex_};
    return unknown_;
}

void EmulatedPole::put(std::uint8_t byte) {
    cells_[line_][column_] = byte;
    if (++column_ < kColumns) return;
    column_ = 0;
    line_ = 1 - line_;
}

/// source: Epson DM-D110 technical reference; CD5220 command list
bool EmulatedPole::carry_out() {
    const auto byte = [&](std::size_t at) { return static_cast<std::uint8_t>(command_[at]); };
    const std::size_t size = command_.size();
    if (size < 2) return false;
    if (byte(0) == kUnit) {
        switch (byte(1)) {
            case 0x01:  // overwrite
            case 0x02:
            case 0x03:
                return true;
            case 'C':  // cursor
            case 'X':  // brightness
                return size == 3;
            case '$':  // to column, line
                if (size < 4) return false;
                column_ = static_cast<std::size_t>(byte(2) - 1) % kColumns;
                line_ = static_cast<std::size_t>(byte(3) - 1) % 2;
                return true;
            default:
                ++unknown_;
                return true;
        }
    }
    switch (byte(1)) {
        case '@':
            cells_ = blank();
            line_ = column_ = 0;
            page_ = 0;
            return true;
        case 0x11:  // overwrite
            return true;
        case 't':
            if (size < 3) return false;
            page_ = byte(2);
            return true;
        case 'R':
        case '_':
        case '*':
            return size == 3;
        case 'l':  // to column, line
            if (size < 4) return false;
            column_ = static_cast<std::size_t>(byte(2) - 1) % kColumns;
            line_ = static_cast<std::size_t>(byte(3) - 1) % 2;
            return true;
        case 'Q': {  // a whole line, until CR
            if (size < 3 || command_.back() != '\r') return size > 3 + kColumns + 1;
            auto& cells = cells_[byte(2) == 'B' ? 1 : 0];
            cells.fill(' ');
            for (std::size_t at = 3; at + 1 < size && at - 3 < kColumns; ++at) {
                cells[at - 3] = byte(at);
            }
            return true;
        }
        default:
            ++unknown_;
            return true;
    }
}

void EmulatedPole::take(std::uint8_t byte) {
    if (!command_.empty()) {
        command_ += static_cast<char>(byte);
        if (carry_out()) command_.clear();
        return;
    }
    if (byte == kEsc || byte == kUnit) {
        command_ = static_cast<char>(byte);
    } else if (byte == 0x0C) {
        cells_ = blank();
        line_ = column_ = 0;
    } else if (byte == 0x0B) {
        line_ = column_ = 0;
    } else if (byte == 0x0D) {
        column_ = 0;
    } else if (byte == 0x0A) {
        line_ = 1 - line_;
    } else if (byte == 0x18) {
        cells_[line_].fill(' ');
    } else if (byte >= 0x20) {
        put(byte);
    } else {
        ++unknown_;
    }
}

void EmulatedPole::serve(transport::Pipe& line) {
    std::array<std::byte, 256> room{};
    for (;;) {
        const auto got = line.read(room, transport::Deadline::max());
        if (!got) return;
        std::array<std::string, 2> now;
        {
            const std::scoped_lock lock{mutex_};
            for (std::size_t at = 0; at < *got; ++at) {
                take(std::to_integer<std::uint8_t>(room[at]));
            }
            now = {text(0), text(1)};
        }
        if (on_change_) on_change_(now[0], now[1]);
    }
}

}  // namespace drivers::display::emulator
