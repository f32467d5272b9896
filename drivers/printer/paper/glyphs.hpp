#pragma once

#include <pango/pangocairo.h>

#include <cstdint>
#include <unordered_map>
#include <vector>

#include "drivers/printer/ink.hpp"
#include "drivers/printer/lettering.hpp"
#include "drivers/printer/paper/paper.hpp"

namespace drivers::printer::paper {

/// The printer's own fonts: each character in a cell, as large as the style says. Drawn once and
/// kept.
///
/// owns:    at most kKeptMax characters
/// threads: one at a time
class Glyphs {
public:
    static constexpr std::size_t kKeptMax = 8'192;

    Glyphs();

    /// The cell, upright, without underline and as black on bare paper. Valid until the next call.
    const Ink& cell(char32_t character, const LetterStyle& style);

private:
    struct Key {
        char32_t character;
        std::uint32_t size;  // cell and times, and what else changes the look
        bool operator==(const Key&) const = default;
    };
    struct HashKey {
        std::size_t operator()(const Key& key) const {
            return (std::size_t{key.character} << 32) ^ key.size;
        }
    };

    Ink draw(char32_t character, const LetterStyle& style) const;

    Object<PangoFontMap> fonts_;
    Object<PangoContext> context_;
    std::unordered_map<Key, Ink, HashKey> kept_;
};

}  // namespace drivers::printer::paper
