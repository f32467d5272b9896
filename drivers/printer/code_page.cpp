#include "drivers/printer/code_page.hpp"

#include <unicode/uchar.h>
#include <unicode/ucnv.h>

#include <memory>

#include "drivers/printer/cells.hpp"

namespace drivers::printer {

namespace {

struct CloseConverter {
    void operator()(UConverter* converter) const { ucnv_close(converter); }
};

/// What a print head can set from its own font: no marks that ride on a letter, nothing that reads
/// from right to left or joins its neighbour, nothing unassigned.
bool stands_alone(char32_t character) {
    const auto c = static_cast<UChar32>(character);
    const auto direction = u_charDirection(c);
    const bool turned = direction == U_RIGHT_TO_LEFT || direction == U_RIGHT_TO_LEFT_ARABIC ||
                        direction == U_ARABIC_NUMBER;
    return !turned && u_isprint(c) && c != 0xFFFD && cells_of(character) == 1;
}

}  // namespace

std::optional<CodePage> CodePage::open(std::string_view name) {
    UErrorCode error = U_ZERO_ERROR;
    const std::unique_ptr<UConverter, CloseConverter> converter{
        ucnv_open(std::string{name}.c_str(), &error)};
    if (U_FAILURE(error) || ucnv_getMaxCharSize(converter.get()) != 1) return std::nullopt;
    CodePage page;
    for (unsigned byte = 128; byte < 256; ++byte) {
        const char from = static_cast<char>(byte);
        std::array<UChar, 4> to{};
        error = U_ZERO_ERROR;
        const auto length =
            ucnv_toUChars(converter.get(), to.data(), std::int32_t(to.size()), &from, 1, &error);
        if (U_FAILURE(error) || length != 1 || !stands_alone(to[0])) continue;
        page.upper_.emplace(to[0], static_cast<std::uint8_t>(byte));
    }
    return page;
}

std::optional<std::uint8_t> CodePage::byte_of(char32_t character) const {
    if (character >= U' ' && character <= U'~') return static_cast<std::uint8_t>(character);
    const auto found = upper_.find(character);
    if (found == upper_.end()) return std::nullopt;
    return found->second;
}

char32_t plainer(char32_t character) {
    switch (character) {
        case 0x00A0:  // no-break spaces: of a word, narrow, of a figure
        case 0x202F:
        case 0x2007:
        case 0x2009:
            return U' ';
        case 0x2010:  // hyphens, dashes, minus
        case 0x2011:
        case 0x2012:
        case 0x2013:
        case 0x2212:
            return U'-';
        case 0x2018:  // single quotes, also between thousands
        case 0x2019:
        case 0x02BC:
            return U'\'';
        case 0x201C:
        case 0x201D:
        case 0x201E:
            return U'"';
        case 0x00D7:
            return U'x';
        default:
            return character;
    }
}

}  // namespace drivers::printer
