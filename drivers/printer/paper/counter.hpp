#pragma once

#include <cstdint>
#include <string>

namespace drivers::printer::paper {

/// The serial number that a printer can count and print by itself: GS C 0, 1, 2, GS C ; and GS c.
struct Counter {
    unsigned digits{0};   // at least so many; 0: as many as it takes
    unsigned filling{0};  // 0: blanks before, 1: zeros before, 2: blanks behind
    unsigned from{1};
    unsigned to{65'535};
    unsigned step{1};     // 0: it stands still
    unsigned repeats{1};  // prints of each number; 0: it stands still
    unsigned value{1};
    unsigned printed{0};  // times, of this value

    std::string text() const {
        std::string number = std::to_string(value);
        if (number.size() >= digits) return number;
        const std::size_t missing = digits - number.size();
        if (filling == 2) return number + std::string(missing, ' ');
        return std::string(missing, filling == 1 ? '0' : ' ') + number;
    }

    /// After it was printed.
    void count() {
        if (step == 0 || repeats == 0 || ++printed < repeats) return;
        printed = 0;
        const bool up = from <= to;
        if (up) {
            value = value + step > to ? from : value + step;
        } else {
            value = value < to + step ? from : value - step;
        }
    }
};

}  // namespace drivers::printer::paper
