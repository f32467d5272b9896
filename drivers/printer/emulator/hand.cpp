#include "drivers/printer/emulator/hand.hpp"

#include <algorithm>
#include <array>

namespace drivers::printer::emulator {

namespace {

struct Move {
    std::string_view words;
    void (*make)(EmulatedPrinter&);
};

constexpr std::array kMoves{
    Move{"paper out", [](EmulatedPrinter& p) { p.load_paper(false); }},
    Move{"paper in",
         [](EmulatedPrinter& p) {
             p.set_paper_low(false);
             p.load_paper(true);
         }},
    Move{"paper low", [](EmulatedPrinter& p) { p.set_paper_low(true); }},
    Move{"cover open", [](EmulatedPrinter& p) { p.set_cover_open(true); }},
    Move{"cover closed", [](EmulatedPrinter& p) { p.set_cover_open(false); }},
    Move{"cutter jammed", [](EmulatedPrinter& p) { p.set_cutter_jammed(true); }},
    Move{"cutter free", [](EmulatedPrinter& p) { p.set_cutter_jammed(false); }},
    Move{"drawer open", [](EmulatedPrinter& p) { p.set_drawer_open(true); }},
    Move{"drawer closed", [](EmulatedPrinter& p) { p.set_drawer_open(false); }},
    Move{"stall", [](EmulatedPrinter& p) { p.freeze_after(0); }},
    Move{"go on", [](EmulatedPrinter& p) { p.go_on(); }},
    Move{"power", [](EmulatedPrinter& p) { p.power_cycle(); }},
};

constexpr auto kWords = [] {
    std::array<std::string_view, kMoves.size()> words;
    for (std::size_t i = 0; i < words.size(); ++i) words[i] = kMoves[i].words;
    return words;
}();

}  // namespace

std::span<const std::string_view> hand_words() {
    return kWords;
}

bool obey(EmulatedPrinter& printer, std::string_view words) {
    const auto* const move = std::ranges::find(kMoves, words, &Move::words);
    if (move == kMoves.end()) return false;
    move->make(printer);
    return true;
}

}  // namespace drivers::printer::emulator
