#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "drivers/printer/grid.hpp"
#include "drivers/printer/profile.hpp"

namespace drivers::printer {

/// Finds out what a printer's own font can show, and in which code pages.
///
/// threads: any number at once; the pages outlive it
class EscposText {
public:
    /// `select` goes before a page's number: ESC t, with Star ESC GS t.
    explicit EscposText(const std::vector<NumberedPage>& pages, std::string_view select = "\x1Bt")
        : pages_{pages}, select_{select} {}

    /// A line of the grid as the characters that a printer sets one after another, spaces in
    /// between and none at the end. Empty where its code pages lack one of them, or where a text
    /// has to be shaped or turned.
    std::optional<std::u32string> line(const GridLine& line,
                                       pos::document::Direction direction) const;
    std::optional<std::u32string> text(std::string_view text,
                                       pos::document::Direction direction) const;

    bool shows(char32_t character) const;

    /// Appends the bytes of `characters`, switching code pages only where the one in force
    /// lacks a character. `page` is the number in force; empty: not known.
    ///
    /// requires: shows() each of them
    void encode(std::u32string_view characters, std::optional<std::uint8_t>& page,
                std::string& out) const;

private:
    const CodePage* page_of(std::optional<std::uint8_t> number) const;
    const NumberedPage& best_page(std::u32string_view rest) const;

    const std::vector<NumberedPage>& pages_;
    std::string_view select_;
};

}  // namespace drivers::printer
