#pragma once

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>

#include "drivers/printer/escpos_commands.hpp"

namespace drivers::printer {

/// Writes Star line mode commands into one buffer; like EscposCommands, tells only what changes.
///
/// source: Star, Line Mode Command Specifications; rasters: StarPRNT Command Specifications
class StarCommands {
public:
    static constexpr std::string_view kSelectPage = "\x1B\x1Dt";
    static constexpr bool kKeepsPictures = false;  // theirs cannot be asked what they keep

    void initialise(bool multibyte_off);
    void set(const EscposMode& mode);

    std::optional<std::uint8_t>& page() { return page_; }
    std::string& out() { return out_; }
    const std::string& out() const { return out_; }
    void line_feed() { out_ += '\n'; }
    void feed(unsigned lines);
    void cut(bool full);

    /// requires: every dot 0 or 255; width a multiple of 8
    void raster(const Ink& ink);
    void columns(const Ink& ink);

    /// requires: Code 128 can hold it; 1 to 80 characters
    void barcode(std::string_view text, unsigned module_dots, unsigned height_dots, bool small);
    void qr(std::string_view text, unsigned module_dots);

private:
    void put(std::initializer_list<unsigned> bytes);

    std::string out_;
    EscposMode mode_;
    std::optional<std::uint8_t> page_;
    bool qr_set_{false};
    unsigned qr_size_{0};
};

}  // namespace drivers::printer
