#pragma once

#include <cstdint>
#include <expected>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "drivers/printer/code_page.hpp"

namespace drivers::printer {

enum class Cutter : std::uint8_t { none, partial, full };

/// The command that prints dots: rows at once (GS v 0) or bands of 24 rows by columns (ESC *).
enum class Graphics : std::uint8_t { raster, column };

/// What a printer is spoken to in: ESC/POS, Star's line mode, or Star's graphics mode, which prints
/// dots only.
enum class PrinterLanguage : std::uint8_t { escpos, star_line, star_raster };

struct NumberedPage {
    std::uint8_t number{0};  // for ESC t
    std::string name;
    CodePage page;
};

/// What one model of receipt printer can do.
struct Profile {
    std::string name;  // for people
    PrinterLanguage language{PrinterLanguage::escpos};
    unsigned paper_mm{80};  // the roll
    unsigned dots{576};     // printable
    unsigned dots_per_inch{203};
    unsigned feed_steps_per_inch{203};  // of ESC 3 and ESC J
    unsigned columns{48};               // of font A
    unsigned columns_small{0};          // of font B; 0: there is none
    std::vector<NumberedPage> pages;    // in order of preference
    Cutter cutter{Cutter::none};
    unsigned feed_lines{3};  // to bring the last line past the tear bar or knife
    Graphics graphics{Graphics::raster};
    bool keeps_pictures{false};  // for good, by keys (GS ( L); may be left out
    unsigned drawer_on_ms{50};   // the pulse to the drawer; 0: there is no connector
    unsigned drawer_off_ms{500};
    bool barcode{false};        // GS k, Code 128
    bool qr{false};             // GS ( k
    bool multibyte_off{false};  // starts in a Chinese mode that swallows national letters
    bool process_ids{false};    // confirms documents by GS ( H; may be left out
};

struct ProfileError {
    std::string words;  // what is wrong and where in the file
};

/// Reads a profile from JSON, as in assets/printers/*.json.
std::expected<Profile, ProfileError> parse_profile(std::string_view json);
std::expected<Profile, ProfileError> load_profile(const std::filesystem::path& file);

}  // namespace drivers::printer
