#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

namespace drivers::printer {

/// One of a printer's 256-character sets: ASCII below, national letters above. Built at run time
/// from the converters of ICU.
class CodePage {
public:
    /// `name` as in "cp858", "windows-1252", "iso-8859-15"; empty for an unknown or multi-byte one.
    static std::optional<CodePage> open(std::string_view name);

    /// The byte for a character that reads from left to right and stands alone; empty for others.
    std::optional<std::uint8_t> byte_of(char32_t character) const;

private:
    std::unordered_map<char32_t, std::uint8_t> upper_;  // bytes 128 to 255
};

/// How a printer without that character may write it in the same room: a plain minus for U+2212, a
/// space for a no-break space… The character itself where there is nothing as good.
char32_t plainer(char32_t character);

}  // namespace drivers::printer
