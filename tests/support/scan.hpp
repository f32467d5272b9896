#pragma once

// Links ZXing::ZXing.

#define ZX_USE_UTF8 1  // ZXing: text() is UTF-8
#include <ZXing/ReadBarcode.h>

#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>

#include "drivers/printer/ink.hpp"
#include "drivers/printer/paper/paper.hpp"

namespace test {

/// What a scanner that is not ours reads there; empty where it reads nothing.
inline std::string scan(const drivers::printer::Ink& ink, ZXing::BarcodeFormats formats) {
    std::vector<std::uint8_t> grey;
    std::ranges::transform(ink.dots, std::back_inserter(grey),
                           [](std::uint8_t dot) { return static_cast<std::uint8_t>(255 - dot); });
    const ZXing::ImageView view{grey.data(), static_cast<int>(ink.width),
                                static_cast<int>(ink.height), ZXing::ImageFormat::Lum};
    ZXing::DecodeHints hints;
    hints.setFormats(formats);
    hints.setTryHarder(true);
    // A whole receipt is far larger than what a camera would be held over.
    hints.setMinLineCount(1);
    return ZXing::ReadBarcode(view, hints).text();
}

/// The part of a picture where a mark stands, on a piece of bare paper.
inline drivers::printer::Ink cut_out(const drivers::printer::Ink& sheet,
                                     const drivers::printer::paper::Place& place) {
    constexpr unsigned kQuiet = 64;
    // Bars a dot or two high are widened for the scanner's eye: their rows say the same.
    const unsigned copies = std::max(1U, 48 / std::max(place.height, 1U));
    drivers::printer::Ink piece{place.width + 2 * kQuiet, place.height * copies + 2 * kQuiet};
    for (unsigned y = 0; y < place.height * copies; ++y) {
        for (unsigned x = 0; x < place.width; ++x) {
            piece.at(kQuiet + x, kQuiet + y) =
                sheet.at(static_cast<unsigned>(place.x) + x,
                         static_cast<unsigned>(place.y) + y % std::max(place.height, 1U));
        }
    }
    return piece;
}

}  // namespace test
