#pragma once

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>

#include "drivers/printer/ink.hpp"
#include "drivers/printer/stored_pictures.hpp"

namespace drivers::printer {

/// How the printer sets text and symbols from now on.
struct EscposMode {
    bool bold{false};
    bool small{false};  // font B
    unsigned width{1};  // times
    unsigned height{1};
    bool centred{false};
    bool operator==(const EscposMode&) const = default;
};

/// Writes ESC/POS commands into one buffer. Remembers what the printer was told, and tells it only
/// what changes.
class EscposCommands {
public:
    static constexpr std::string_view kSelectPage = "\x1Bt";
    static constexpr bool kKeepsPictures = true;

    /// The printer as it is after switching on; takes it out of a Chinese mode if asked.
    void initialise(bool multibyte_off);
    void set(const EscposMode& mode);

    /// Code page in force and the buffer, for text.
    std::optional<std::uint8_t>& page() { return page_; }
    std::string& out() { return out_; }
    const std::string& out() const { return out_; }
    void line_feed() { out_ += '\n'; }
    void feed(unsigned lines);
    void cut(bool full);

    /// requires: every dot 0 or 255; width a multiple of 8
    void raster(const Ink& ink);
    void columns(const Ink& ink);

    void stored_picture(PictureKey key);

    /// requires: Code 128 can hold it; 1 to 80 characters
    void barcode(std::string_view text, unsigned module_dots, unsigned height_dots, bool small);
    void qr(std::string_view text, unsigned module_dots);

private:
    void set_size_and_weight(const EscposMode& mode);
    void put(std::initializer_list<unsigned> bytes);
    void once(std::optional<unsigned>& known, unsigned value, std::initializer_list<unsigned> head);

    std::string out_;
    EscposMode mode_;
    std::optional<std::uint8_t> page_;
    std::optional<unsigned> bar_height_;
    std::optional<unsigned> bar_width_;
    std::optional<unsigned> bar_text_place_;
    std::optional<unsigned> bar_text_font_;
    std::optional<unsigned> qr_model_;
    std::optional<unsigned> qr_size_;
    std::optional<unsigned> qr_level_;
};

/// `text` in the notation of GS k 73: "{B" before letters, "{C" before pairs of digits.
std::string code128_notation(std::string_view text);

/// How wide the symbol of that notation is, in modules.
std::size_t code128_width(std::string_view notation);

}  // namespace drivers::printer
