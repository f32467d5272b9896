#pragma once

#include <cstdint>
#include <string>

namespace pos::locale {

/// The signs and habits with which a language writes plain figures.
struct FigureStyle {
    char32_t zero{'0'};  // the other nine digits follow it
    std::string decimal_sign{"."};
    std::string group_sign{","};
    int group_size{3};          // of the last group; 0 groups nothing
    int group_size_further{3};  // of the others: 2 in India
    int group_min{1};           // digits there must be before the last group: 2 leaves 1234 whole
};

/// What stands around a figure.
struct Affixes {
    std::string before;
    std::string behind;
    std::string negative_before{"\u2212"};
    std::string negative_behind;
};

/// `scaled` × 10^-decimals with at least `decimals_min` decimals and no zeros behind them.
///
/// requires: decimals_min <= decimals <= 18
std::string figure(std::int64_t scaled, unsigned decimals, unsigned decimals_min,
                   const FigureStyle& style, const Affixes& affixes);

}  // namespace pos::locale
