#include "drivers/display/pole_commands.hpp"

#include <array>

#include "drivers/display/panel.hpp"
#include "pos/base/assert.hpp"

namespace drivers::display {

namespace {

constexpr char kEsc = '\x1B';
constexpr char kUnit = '\x1F';
constexpr char kClear = '\x0C';
constexpr char kHome = '\x0B';

constexpr std::array kPages{PolePage{0, "cp437"},  PolePage{2, "cp850"},
                            PolePage{19, "cp858"}, PolePage{18, "cp852"},
                            PolePage{17, "cp866"}, PolePage{16, "windows-1252"}};

std::string text(std::initializer_list<int> bytes) {
    std::string out;
    for (const int byte : bytes) out += static_cast<char>(byte);
    return out;
}

}  // namespace

PolePage pole_page(std::string_view name) {
    for (const PolePage& page : kPages) {
        if (page.name == name) return page;
    }
    return kPages.front();
}

std::string pole_start(PoleProtocol protocol, PolePage page) {
    switch (protocol) {
        case PoleProtocol::escpos:
            // Initialise, set of characters, overwrite instead of scrolling, no cursor, clear.
            return text({kEsc, '@', kEsc, 't', page.number, kUnit, 0x01, kUnit, 'C', 0, kClear});
        case PoleProtocol::cd5220:
            return text({kEsc, '@', kEsc, 't', page.number, kEsc, 0x11, kEsc, '_', 0, kClear});
    }
    return {};
}

std::string pole_lines(PoleProtocol protocol, std::string_view upper, std::string_view lower) {
    POS_ASSERT(upper.size() == kColumns && lower.size() == kColumns);
    std::string out;
    switch (protocol) {
        case PoleProtocol::escpos:
            // Forty characters from the first place on fill both lines.
            out = kHome;
            out.append(upper).append(lower);
            return out;
        case PoleProtocol::cd5220:
            out.append(text({kEsc, 'Q', 'A'})).append(upper).append("\r");
            out.append(text({kEsc, 'Q', 'B'})).append(lower).append("\r");
            return out;
    }
    return out;
}

std::string pole_clear() {
    return std::string(1, kClear);
}

}  // namespace drivers::display
