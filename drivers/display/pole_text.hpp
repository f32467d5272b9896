#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "drivers/display/panel.hpp"
#include "drivers/printer/code_page.hpp"

namespace drivers::display {

/// Writes text in the characters that a display has: those of its code page; else a plainer one,
/// else its sound in Latin letters ("Käse", "Молоко" → "Moloko"), else a question mark.
///
/// owns: its code page and what ICU needs to know
class PoleText {
public:
    /// `code_page` as in "cp437". Empty for one that ICU does not know.
    static std::optional<PoleText> open(std::string_view code_page);
    PoleText(PoleText&&) noexcept;
    PoleText& operator=(PoleText&&) noexcept;
    ~PoleText();

    /// One byte a column, no control characters.
    std::string bytes_of(std::string_view text) const;

    /// Exactly kColumns bytes.
    std::string line_of(const PanelLine& line) const;

private:
    struct Latin;
    PoleText(printer::CodePage page, std::unique_ptr<Latin> latin);

    printer::CodePage page_;
    std::unique_ptr<Latin> latin_;
};

}  // namespace drivers::display
